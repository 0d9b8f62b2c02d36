"""What each format of file is, told by its structure, and how it is read into batches of text columns."""
