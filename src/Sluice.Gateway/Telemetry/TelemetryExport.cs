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
internal sealed class TelemetryExport(ExportSettings settings) : IHostedService, IDisposable
{
    private TracerProvider? _tracer;
    private MeterProvider? _meter;

    public static void AddTo(IServiceCollection services, ILoggingBuilder logging, ExportSettings settings)
    {
        if (settings.Logs)
        {
            logging.AddOpenTelemetry(o =>
            {
                o.SetResourceBuilder(Describe(ResourceBuilder.CreateDefault(), settings));
                o.AddOtlpExporter();
            });
        }

        if (settings.Traces || settings.Metrics)
            services.AddHostedService(_ => new TelemetryExport(settings));
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Traces)
            _tracer = Sdk.CreateTracerProviderBuilder().ConfigureResource(r => Describe(r, settings)).AddSource(ExchangeTelemetry.Name).AddOtlpExporter().Build();
        if (settings.Metrics)
            _meter = Sdk.CreateMeterProviderBuilder().ConfigureResource(r => Describe(r, settings)).AddMeter(ExchangeTelemetry.Name).AddOtlpExporter().Build();
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
