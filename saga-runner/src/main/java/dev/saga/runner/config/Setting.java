package dev.saga.runner.config;

/** One key with its value, placeholders filled in, and where the value comes from. */
record Setting(String key, String value, Origin origin) {

    ConfigurationException malformed(String expected) {
        return ConfigurationException.malformed(key, expected, value);
    }

    EffectiveSetting shown() {
        boolean none = value.isEmpty() && KnownKeys.NAMES.contains(key);
        return new EffectiveSetting(key, none ? "none" : Redaction.mask(key, value.strip()), origin);
    }

    @Override
    public String toString() {
        return shown().toString();
    }
}
