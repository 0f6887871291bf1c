using System.Diagnostics;
using Sluice.Gateway.Configuration;
using Sluice.Governance.Identity;
using Sluice.Governance.Limits;
using Sluice.Inspection;

namespace Sluice.Gateway.Exchanges;

/// <summary>What the gateway knows of one guarded exchange while it lasts; a feature of the HTTP context.</summary>
internal sealed class GuardedExchange(GuardedRoute route, Exchange exchange, long startedAt)
{
    private Caller? _caller;

    public GuardedRoute Route => route;

    public Exchange Exchange => exchange;

    public bool Inspected => !exchange.Endpoint.IsOpaque;

    /// <summary>Timestamp of the time provider.</summary>
    public long StartedAt => startedAt;

    /// <summary>The buffered request, or null where there is none or it passes unread.</summary>
    public RequestBody? Body { get; set; }

    /// <summary>Who calls: in the mode <c>Keys</c> whose credential was found valid; in <c>Passthrough</c> whoever the provider would take it for, looked for when first asked.</summary>
    public Caller Caller
    {
        get => _caller ??= Identify?.Invoke() ?? Caller.Anonymous;
        set => _caller = value;
    }

    /// <summary>Who calls, as far as that is known without looking for it; null in <c>Passthrough</c> until somebody asks.</summary>
    public Caller? KnownCaller => _caller;

    /// <summary>Finds out who calls where nobody has set it.</summary>
    public Func<Caller>? Identify { get; init; }

    /// <summary>Cancelled when a stream under way is to end, as its caller's credential was revoked.</summary>
    public CancellationToken Cut { get; set; }

    /// <summary>What the exchange has reserved of its limits; null where none holds.</summary>
    public LimitLease? Lease { get; set; }

    /// <summary>What it took in the end: counted by the provider, or estimated where it did not.</summary>
    public LimitUsage Used { get; set; }

    /// <summary>When a limit refused it.</summary>
    public DateTimeOffset LimitedAt { get; set; }

    public Activity? Activity { get; set; }

    /// <summary>Timestamp units spent in the inspecting room.</summary>
    public long InspectionTime { get; set; }

    /// <summary>Timestamp of the answer's first byte, or zero.</summary>
    public long FirstByteAt { get; set; }

    /// <summary>The caller asks for a WebSocket, and both of its directions are guarded.</summary>
    public bool Duplex { get; set; }

    /// <summary>The answer is a guarded stream.</summary>
    public bool Streamed { get; set; }

    /// <summary>What went wrong, as a low-cardinality word (<c>error.type</c>), or null.</summary>
    public string? Error { get; set; }

    /// <summary>Inspection failed and the policy let the traffic go on.</summary>
    public bool FailedOpen { get; set; }
}
