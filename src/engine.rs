//! The pipeline as a job: read, digest, link, ready to be asked.
