"""The look and the frame of every page: shell, components, charts, messages. No feature lives here."""
