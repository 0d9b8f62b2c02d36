"""Files, words, requests and processes that are broken or made to do harm."""
