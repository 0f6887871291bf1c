using Microsoft.Extensions.Logging;
using Sluice.Gateway.Configuration;
using Sluice.Gateway.Exchanges;
using Sluice.Gateway.Telemetry;
using Sluice.Inspection.Detection;
using Sluice.Inspection.Dialects;

namespace Sluice.Gateway;

/// <summary>What a gate is started with.</summary>
public sealed record GatewayHostOptions
{
    public required ConfigurationSources Sources { get; init; }

    /// <summary>Where logs go besides OTLP; the console where nothing is said.</summary>
    public Action<ILoggingBuilder> Logging { get; init; } = static logging => logging.AddSimpleConsole(o =>
    {
        o.SingleLine = true;
        o.TimestampFormat = "HH:mm:ss ";
    });

    /// <summary>Watch the configuration's files.</summary>
    public bool Watch { get; init; } = true;

    /// <summary>Bring the policies' automata up before they are used, and have the way of a request compiled: slower to start, and the first requests are as fast as the rest.</summary>
    public bool WarmUp { get; init; } = true;

    /// <summary>
    /// Let socket threads do the work of short exchanges themselves (<see cref="Listeners.InlineSockets"/>): for a process that does nothing else, as the setting holds
    /// for all of its sockets.
    /// </summary>
    public bool InlineSockets { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The value of an environment variable of OpenTelemetry's, or null.</summary>
    public Func<string, string?> TelemetryVariable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>The name of the source of spans and of the meter.</summary>
    internal string TelemetryName { get; init; } = ExchangeTelemetry.DefaultName;

    internal IReadOnlyDictionary<string, IDialect> Dialects { get; init; } = DialectCatalog.All;

    /// <summary>Detectors beside the built-in ones and the configuration's.</summary>
    internal IReadOnlyList<Detector> Detectors { get; init; } = [];

    internal InspectionEntry Inspection { get; init; } = InspectionEntry.Default;
}
