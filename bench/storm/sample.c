/* SPDX-License-Identifier: MIT */

#include "sample.h"

#include <math.h>

void sample_add(struct sample *sample, double value)
{
	if (!isfinite(value)) {
		sample->never++;
		return;
	}
	if (sample->count == 0 || value < sample->least)
		sample->least = value;
	if (sample->count == 0 || value > sample->most)
		sample->most = value;
	sample->count++;
	sample->sum += value;
	sample->squares += value * value;
}

double sample_mean(const struct sample *sample)
{
	return sample->count ? sample->sum / sample->count : NAN;
}

/* The 0.975 quantile of Student's t; above 30 degrees that of 30, which is a little wide. */
static double student(int degrees)
{
	static const double t[] = {
		12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
		2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
		2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042
	};

	return degrees <= 30 ? t[degrees - 1] : 2.042;
}

double sample_margin(const struct sample *sample)
{
	double mean = sample_mean(sample);
	double variance;

	if (sample->count < 2)
		return 0;
	variance = (sample->squares - sample->count * mean * mean) / (sample->count - 1);
	return variance > 0 ? student(sample->count - 1) * sqrt(variance / sample->count) : 0;
}

bool sample_is_never(const struct sample *sample)
{
	return sample->never > sample->count || sample->count == 0;
}
