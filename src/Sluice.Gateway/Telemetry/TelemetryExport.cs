using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Sluice.Gateway.Telemetry;

/// <summary>Exports spans and metrics by OTLP while the gate runs; registered only where a signal is to be exported.</summary>
internal sealed class TelemetryExport(ExportSettings settings, Func<string, string?> variable) : IHostedService, IDisposable
{
    private TracerProvider? _tracer;
    private MeterProvider? _meter;

    /// <param name="services">Where the export is registered.</param>
    /// <param name="logging">Where logs are taken from.</param>
    /// <param name="host">The host's configuration, which the exporter of logs asks.</param>
    /// <param name="variable">The value of an environment variable of OpenTelemetry's, or null.</param>
    public static void AddTo(IServiceCollection services, ILoggingBuilder logging, IConfigurationBuilder host, Func<string, string?> variable)
    {
        ExportSettings settings = ExportSettings.Read(variable);
        if (settings.Logs)
        {
            var variables = new TelemetryVariables(variable, "LOGS");
            host.Add(variables);
            logging.AddOpenTelemetry(o =>
            {
                o.SetResourceBuilder(Describe(ResourceBuilder.CreateDefault(), settings));
                o.AddOtlpExporter(variables.Address);
            });
        }

        if (settings.Traces || settings.Metrics)
            services.AddHostedService(_ => new TelemetryExport(settings, variable));
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Traces)
        {
            var variables = new TelemetryVariables(variable, "TRACES");
            _tracer = Sdk.CreateTracerProviderBuilder().ConfigureServices(s => s.AddSingleton(variables.ToConfiguration()))
                .ConfigureResource(r => Describe(r, settings)).AddSource(ExchangeTelemetry.DefaultName).AddOtlpExporter(variables.Address).Build();
        }

        if (settings.Metrics)
        {
            var variables = new TelemetryVariables(variable, "METRICS");
            _meter = Sdk.CreateMeterProviderBuilder().ConfigureServices(s => s.AddSingleton(variables.ToConfiguration()))
                .ConfigureResource(r => Describe(r, settings)).AddMeter(ExchangeTelemetry.DefaultName).AddOtlpExporter(variables.Address).Build();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _tracer?.Dispose();
        _meter?.Dispose();
    }

    private static ResourceBuilder Describe(ResourceBuilder resource, ExportSettings settings) =>
        string.IsNullOrEmpty(settings.ServiceName) ? resource.AddService("sluice") : resource;
}
