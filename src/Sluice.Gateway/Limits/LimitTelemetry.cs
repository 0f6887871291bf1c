using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sluice.Governance.Audit;
using Sluice.Governance.Counters;
using Sluice.Governance.Limits;

namespace Sluice.Gateway.Limits;

/// <summary>Measures what limits do, and says when a quota is nearly used up: in the log, in a metric, and in the audit log where there is one.</summary>
internal sealed partial class LimitTelemetry : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _alerts;
    private readonly Histogram<double> _reserving;
    private readonly TimeProvider _time;
    private readonly IServiceProvider _services;
    private readonly ILogger<LimitTelemetry> _logger;

    public LimitTelemetry(string name, ICounterStore store, TimeProvider time, IServiceProvider services, ILogger<LimitTelemetry> logger)
    {
        _time = time;
        _services = services;
        _logger = logger;
        _meter = new Meter(name, version: null, tags: null, scope: this);
        _refused = _meter.CreateCounter<long>("sluice.limit.refused", "{request}", "Requests that a limit refused");
        _alerts = _meter.CreateCounter<long>("sluice.quota.alerts", "{alert}", "Quotas that were used up to 80 %");
        _reserving = _meter.CreateHistogram<double>("sluice.limit.reserve", "s", "Time that reserving took, the counters' answer included");
        if (!store.IsLocal)
            _meter.CreateObservableGauge("sluice.redis.up", () => store.IsAvailable ? 1 : 0, "1", "Whether Redis answers");
    }

    public void Reserved(TimeSpan took) => _reserving.Record(took.TotalSeconds);

    public void Refused(LimitRefusal refusal) =>
        _refused.Add(1, new("sluice.limit", refusal.Limit.Name), new("sluice.limit.unit", refusal.Limit.Count.ToString()), new("sluice.limit.reason", refusal.Reason.ToString()));

    public void Alert(QuotaAlert alert)
    {
        _alerts.Add(1, new KeyValuePair<string, object?>("sluice.limit", alert.Limit.Name));
        Log.NearlyUsedUp(_logger, alert.Limit.Name, alert.Used, alert.Limit.Max, alert.Caller.Tenant, alert.Caller.KeyId ?? alert.Caller.Id);
        _services.GetService<IAuditLog>()?.Write(Record(alert));
    }

    public void Dispose() => _meter.Dispose();

    private AuditRecord Record(QuotaAlert alert) => new()
    {
        Time = _time.GetUtcNow(),
        Id = Guid.CreateVersion7(_time.GetUtcNow()).ToString(),
        Event = "quota.alert",
        Outcome = "done",
        Tenant = alert.Caller.Tenant,
        Project = alert.Caller.Project,
        Actor = alert.Caller.Id,
        KeyId = alert.Caller.KeyId,
        KeyName = alert.Caller.KeyName,
        Target = alert.Limit.Name,
        Reason = string.Create(CultureInfo.InvariantCulture, $"{alert.Used:0.######} of {alert.Limit.Max:0.######} {alert.Limit.Count}"),
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The quota {Limit} is used up to {Used} of {Max}: tenant {Tenant}, caller {Caller}")]
        public static partial void NearlyUsedUp(ILogger logger, string limit, decimal used, decimal max, string tenant, string caller);
    }
}
