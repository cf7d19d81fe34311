"""The pages of results. A round's figures are a pure function of its release, so views only choose and show."""
