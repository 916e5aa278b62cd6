// SPDX-License-Identifier: MIT
//! The crates http and httpdate behind functions for C.

use std::os::raw::{c_char, c_int, c_longlong};
use std::time::UNIX_EPOCH;

/// The phrase and its length; NULL if the crate has none.
///
/// # Safety
/// `length` must point to a place for the length.
#[no_mangle]
pub unsafe extern "C" fn rust_phrase(code: c_int, length: *mut usize) -> *const c_char {
    let phrase = u16::try_from(code)
        .ok()
        .and_then(|code| http::StatusCode::from_u16(code).ok())
        .and_then(|status| status.canonical_reason());
    match phrase {
        Some(phrase) => {
            *length = phrase.len();
            phrase.as_ptr() as *const c_char
        }
        None => {
            *length = 0;
            std::ptr::null()
        }
    }
}

/// Seconds since the epoch; -1 if the crate does not read the date.
///
/// # Safety
/// `s` must point to `length` bytes.
#[no_mangle]
pub unsafe extern "C" fn rust_date(s: *const u8, length: usize) -> c_longlong {
    let bytes = std::slice::from_raw_parts(s, length);
    std::str::from_utf8(bytes)
        .ok()
        .and_then(|text| httpdate::parse_http_date(text).ok())
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
        .map_or(-1, |since| since.as_secs() as c_longlong)
}
