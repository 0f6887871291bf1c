using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace Sluice.Gateway.Telemetry;

/// <summary>
/// OpenTelemetry's variables as one signal's exporter is to see them: <c>OTEL_EXPORTER_OTLP_TRACES_PROTOCOL</c> stands for
/// <c>OTEL_EXPORTER_OTLP_PROTOCOL</c> where it is set. The exporters look in a configuration, which in the gate's host holds no environment
/// variables, and they know no signal's own ones: without this they would send to the default address whatever the variables say.
/// </summary>
/// <param name="variable">The value of an environment variable, or null.</param>
/// <param name="signal"><c>TRACES</c>, <c>METRICS</c> or <c>LOGS</c>.</param>
internal sealed class TelemetryVariables(Func<string, string?> variable, string signal) : ConfigurationProvider, IConfigurationSource
{
    private const string All = "OTEL_";
    private const string Exporter = "OTEL_EXPORTER_OTLP_";

    public override bool TryGet(string key, out string? value)
    {
        value = key.StartsWith(Exporter, StringComparison.Ordinal) ? Own(key) ?? variable(key) : key.StartsWith(All, StringComparison.Ordinal) ? variable(key) : null;
        return value is not null;
    }

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public IConfiguration ToConfiguration() => new ConfigurationBuilder().Add(this).Build();

    /// <summary>A signal's own address is taken as it is; the address for all gets the signal's path, which the exporter sees to.</summary>
    public void Address(OtlpExporterOptions options)
    {
        if (Uri.TryCreate(Own(Exporter + "ENDPOINT"), UriKind.Absolute, out Uri? own))
            options.Endpoint = own;
    }

    private string? Own(string key) => variable($"{Exporter}{signal}_{key[Exporter.Length..]}") is { Length: > 0 } own ? own : null;
}
