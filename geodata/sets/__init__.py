"""Sets that stay: versions of readers' sets on a disk or in a database, whole or not there, and what a view asks of them."""
