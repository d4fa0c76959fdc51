"""What an article says, proposed as a coding sheet: rules over tokens and mentions, a module for each kind of fact."""
