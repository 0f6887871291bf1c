using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Configuration;
using Sluice.Gateway.Exchanges;
using Sluice.Governance.Audit;
using Sluice.Governance.Identity;
using Sluice.Inspection;

namespace Sluice.Gateway.Telemetry;

/// <summary>
/// One server span and a handful of measurements per guarded exchange, by OpenTelemetry's GenAI conventions. Names, counts and times only:
/// no content, no query string, no credential. Nobody listening costs nothing but a few clock readings.
/// </summary>
internal sealed class ExchangeTelemetry : IDisposable
{
    public const string DefaultName = "Sluice";

    private readonly ActivitySource _source;
    private readonly Meter _meter;
    private readonly TimeProvider _time;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _decisions;
    private readonly Counter<long> _tokens;
    private readonly Counter<long> _characters;
    private readonly Counter<long> _failedOpen;
    private readonly Counter<long> _files;
    private readonly Counter<long> _fileBytes;
    private readonly Counter<long> _unknown;
    private readonly Histogram<double> _firstToken;
    private readonly Histogram<double> _addedLatency;
    private readonly Histogram<int> _held;

    public ExchangeTelemetry(string name, TimeProvider time, BufferBudget budget, AuditLog? audit = null, ConfigurationReloader? configuration = null)
    {
        _source = new ActivitySource(name);
        _time = time;
        _meter = new Meter(name, version: null, tags: null, scope: this);
        _requests = _meter.CreateCounter<long>("sluice.requests", "{request}", "Guarded exchanges");
        _decisions = _meter.CreateCounter<long>("sluice.decisions", "{match}", "Matches by rule, direction and decision");
        _tokens = _meter.CreateCounter<long>("sluice.tokens", "{token}", "Tokens as providers report them");
        _characters = _meter.CreateCounter<long>("sluice.request_characters", "{character}", "Lengths of requests' texts, by whether they were inspected or known to be clean");
        _failedOpen = _meter.CreateCounter<long>("sluice.failed_open", "{request}", "Exchanges that went on uninspected because inspection failed and the policy allows that");
        _files = _meter.CreateCounter<long>("sluice.files", "{file}", "Images, recordings and documents inside requests and answers");
        _fileBytes = _meter.CreateCounter<long>("sluice.file_bytes", "By", "Their sizes, unpacked");
        _unknown = _meter.CreateCounter<long>("sluice.unknown", "{item}", "Parts and events of types that no dialect knows");
        _firstToken = _meter.CreateHistogram<double>("sluice.time_to_first_token", "s", "From the request's arrival to the first byte of a streamed answer");
        _addedLatency = _meter.CreateHistogram<double>("sluice.added_latency", "s", "Time spent inspecting, per exchange");
        _held = _meter.CreateHistogram<int>("sluice.held_characters", "{character}", "Most characters that a stream held back at one time");
        _meter.CreateObservableGauge("sluice.buffered_bytes", () => budget.Used, "By", "Bodies in memory at the moment");
        if (configuration is not null)
        {
            _meter.CreateObservableCounter("sluice.configuration.refused", () => configuration.Refused, "{configuration}", "Changed configurations, their files and feeds included, that had errors");
            _meter.CreateObservableGauge(
                "sluice.feed.entries", () => configuration.Current.Feeds.Select(f => new Measurement<int>(f.Value.Entries, new KeyValuePair<string, object?>("sluice.rule", f.Key))), "{entry}", "Entries of the feeds in force");
            _meter.CreateObservableGauge(
                "sluice.feed.skipped", () => configuration.Current.Feeds.Select(f => new Measurement<int>(f.Value.Skipped, new KeyValuePair<string, object?>("sluice.rule", f.Key))), "{line}", "Lines of the feeds in force that are no entries");
        }

        if (audit is null)
            return;
        _meter.CreateObservableCounter("sluice.audit_records", () => audit.Written, "{record}", "Records that the audit log holds");
        _meter.CreateObservableCounter("sluice.audit_lost", () => audit.Lost, "{record}", "Records that found no room while the disk failed or lagged");
    }

    public void Begin(HttpContext context, GuardedExchange guarded)
    {
        if (!_source.HasListeners())
            return;
        IHeaderDictionary headers = context.Request.Headers;
        ActivityContext parent = ActivityContext.TryParse(headers.TraceParent, headers.TraceState, isRemote: true, out ActivityContext given) ? given : default;
        guarded.Activity = _source.StartActivity(OperationName(guarded), ActivityKind.Server, parent);
    }

    public void End(HttpContext context, GuardedExchange guarded)
    {
        Exchange exchange = guarded.Exchange;
        Measure(context.Response.StatusCode, guarded, exchange);
        if (guarded.Activity is not { } activity)
            return;
        if (activity.IsAllDataRequested)
            Describe(activity, context, guarded, exchange);
        activity.Dispose();
    }

    public void Dispose()
    {
        _source.Dispose();
        _meter.Dispose();
    }

    private static string OperationName(GuardedExchange guarded) => guarded.Exchange.Endpoint.OperationName is { Length: > 0 } name ? name : "forward";

    private void Measure(int status, GuardedExchange guarded, Exchange exchange)
    {
        if (_requests.Enabled)
        {
            var tags = new TagList
            {
                { "sluice.route", guarded.Route.RouteId },
                { "gen_ai.provider.name", exchange.Dialect.Name },
                { "sluice.endpoint", exchange.Endpoint.Name },
                { "http.response.status_code", status },
                { "sluice.decision", exchange.Tally.Decision.ToString() },
            };
            if (guarded.Error is not null)
                tags.Add("error.type", guarded.Error);
            _requests.Add(1, tags);
        }

        if (_decisions.Enabled)
        {
            foreach (TallyEntry entry in exchange.Tally.Entries)
                _decisions.Add(entry.Count, new("sluice.rule", entry.Rule), new("sluice.direction", entry.Direction.ToString()), new("sluice.decision", entry.Decision.ToString()));
        }

        foreach (MediaEntry media in exchange.Tally.Media)
        {
            _files.Add(media.Count, new("sluice.file_kind", media.Kind), new("sluice.direction", media.Direction.ToString()));
            _fileBytes.Add(media.Bytes, new("sluice.file_kind", media.Kind), new("sluice.direction", media.Direction.ToString()));
        }

        foreach (UnknownEntry unknown in exchange.Tally.Unknown)
        {
            _unknown.Add(
                unknown.Count,
                new("sluice.unknown_kind", unknown.Kind.ToString().ToLowerInvariant()),
                new("sluice.direction", unknown.Direction.ToString()),
                new("gen_ai.provider.name", exchange.Dialect.Name),
                new("sluice.endpoint", exchange.Endpoint.Name));
        }

        if (_characters.Enabled && exchange.RequestCharacters > 0)
        {
            _characters.Add(exchange.RequestCharacters - exchange.KnownCharacters, new KeyValuePair<string, object?>("sluice.text", "inspected"));
            _characters.Add(exchange.KnownCharacters, new KeyValuePair<string, object?>("sluice.text", "known"));
        }

        if (exchange.Usage.Input > 0)
            _tokens.Add(exchange.Usage.Input, new("gen_ai.provider.name", exchange.Dialect.Name), new("gen_ai.token.type", "input"));
        if (exchange.Usage.Output > 0)
            _tokens.Add(exchange.Usage.Output, new("gen_ai.provider.name", exchange.Dialect.Name), new("gen_ai.token.type", "output"));
        if (guarded.FailedOpen)
            _failedOpen.Add(1, new KeyValuePair<string, object?>("sluice.route", guarded.Route.RouteId));
        if (guarded.Inspected)
            _addedLatency.Record((double)guarded.InspectionTime / _time.TimestampFrequency, new KeyValuePair<string, object?>("sluice.route", guarded.Route.RouteId));
        if (!guarded.Streamed)
            return;
        _held.Record(exchange.MostHeld, new KeyValuePair<string, object?>("sluice.route", guarded.Route.RouteId));
        if (guarded.FirstByteAt != 0)
            _firstToken.Record(_time.GetElapsedTime(guarded.StartedAt, guarded.FirstByteAt).TotalSeconds, new KeyValuePair<string, object?>("sluice.route", guarded.Route.RouteId));
    }

    private static void Describe(Activity activity, HttpContext context, GuardedExchange guarded, Exchange exchange)
    {
        int status = context.Response.StatusCode;
        string operation = OperationName(guarded);
        activity.DisplayName = exchange.Model is null ? operation : $"{operation} {exchange.Model}";
        if (exchange.Endpoint.OperationName.Length > 0)
            activity.SetTag("gen_ai.operation.name", operation);
        activity.SetTag("gen_ai.provider.name", exchange.Dialect.Name);
        if (exchange.Model is not null)
            activity.SetTag("gen_ai.request.model", exchange.Model);
        if (exchange.ResponseModel is not null)
            activity.SetTag("gen_ai.response.model", exchange.ResponseModel);
        if (exchange.Usage != default)
        {
            activity.SetTag("gen_ai.usage.input_tokens", exchange.Usage.Input);
            activity.SetTag("gen_ai.usage.output_tokens", exchange.Usage.Output);
        }

        activity.SetTag("http.response.status_code", status);
        activity.SetTag("sluice.route", guarded.Route.RouteId);
        activity.SetTag("sluice.policy", exchange.Policy.Name);
        activity.SetTag("sluice.decision", exchange.Tally.Decision.ToString());
        Tag(activity, guarded.Caller);
        if (guarded.Error is not null || status >= 500)
        {
            activity.SetTag("error.type", guarded.Error ?? status.ToString());
            activity.SetStatus(ActivityStatusCode.Error);
        }
    }

    private static void Tag(Activity activity, Caller caller)
    {
        activity.SetTag("sluice.caller", caller.Id);
        activity.SetTag("sluice.tenant", caller.Tenant);
        if (caller.KeyId is not null)
            activity.SetTag("sluice.key", caller.KeyId);
        if (caller.Project is not null)
            activity.SetTag("sluice.project", caller.Project);
    }
}
