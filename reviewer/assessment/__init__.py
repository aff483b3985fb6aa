"""From readiness to an assessment: states, arithmetic, gaps, verdict. Pure; nothing here can reach a model."""
