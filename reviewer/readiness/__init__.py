"""What has been claimed, and what the claims say now. Pure: no files, no models."""
