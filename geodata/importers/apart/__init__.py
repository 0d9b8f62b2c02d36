"""The process apart that reads strangers' files: what it may do, what it says, and how it is believed."""
