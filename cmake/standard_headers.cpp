// The translation unit that owns the precompiled standard headers.
