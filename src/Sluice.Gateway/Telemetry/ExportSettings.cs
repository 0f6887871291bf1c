namespace Sluice.Gateway.Telemetry;

/// <summary>
/// Which signals leave, by OpenTelemetry's own variables: a signal is exported by OTLP where an endpoint is given for it or for all, or its
/// exporter is named <c>otlp</c>; <c>none</c> and <c>OTEL_SDK_DISABLED</c> switch off. Nothing set, nothing exported.
/// </summary>
internal sealed record ExportSettings(bool Traces, bool Metrics, bool Logs, string? ServiceName)
{
    public static ExportSettings Read(Func<string, string?> variable)
    {
        bool disabled = string.Equals(variable("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase);
        return new ExportSettings(
            !disabled && Exported("TRACES", variable),
            !disabled && Exported("METRICS", variable),
            !disabled && Exported("LOGS", variable),
            variable("OTEL_SERVICE_NAME"));
    }

    private static bool Exported(string signal, Func<string, string?> variable)
    {
        string? exporter = variable($"OTEL_{signal}_EXPORTER");
        if (!string.IsNullOrEmpty(exporter))
            return string.Equals(exporter, "otlp", StringComparison.OrdinalIgnoreCase);
        return !string.IsNullOrEmpty(variable("OTEL_EXPORTER_OTLP_ENDPOINT")) || !string.IsNullOrEmpty(variable($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"));
    }
}
