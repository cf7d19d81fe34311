"""Every page in every state, as a browser shows it: pictures to look at, and what stands in people's way."""
