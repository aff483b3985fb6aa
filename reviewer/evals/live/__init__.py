"""What is told, scored and judged of a service: several trials, with what chance does between them."""
