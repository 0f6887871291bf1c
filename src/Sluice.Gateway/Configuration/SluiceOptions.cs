using System.ComponentModel.DataAnnotations;
using System.Net;
using Sluice.Gateway.Judges;
using Sluice.Governance.Identity.Tokens;
using Sluice.Inspection.Policies;

namespace Sluice.Gateway.Configuration;

/// <summary>The section <c>Sluice</c>.</summary>
public sealed class SluiceOptions
{
    public LimitsOptions Limits { get; set; } = new();

    public HeadersOptions Headers { get; set; } = new();

    public SimulatorOptions Simulator { get; set; } = new();

    public IdentityOptions Identity { get; set; } = new();

    public AuditOptions Audit { get; set; } = new();

    /// <summary>What the gate presents to providers in the mode <c>Keys</c>, by the cluster's name under <c>ReverseProxy:Clusters</c>.</summary>
    public Dictionary<string, ProviderOptions> Providers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public ModelsOptions Models { get; set; } = new();

    /// <summary>Where keys and all that nodes share lie: a SQLite connection string, or a PostgreSQL one (<c>Host=…;Database=…</c>). Without it <c>Data Source=data/sluice.db</c>. Changes at the next start.</summary>
    public SecretText? Store { get; set; }

    /// <summary>At least 32 random bytes in base64 or hexadecimal, under which the store's secrets are encrypted; all nodes have the same. Without it a key file is made beside a SQLite database. Changes at the next start.</summary>
    public SecretText? MasterKey { get; set; }

    public KeysOptions Keys { get; set; } = new();

    public TokenOptions Tokens { get; set; } = new();

    /// <summary>Networks (CIDR) of the proxies in front of the gate whose <c>X-Forwarded-For</c> is believed; without it the peer's address counts.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; set; } = [];

    /// <summary>Where limits are counted: empty for this process's memory, else a connection string of StackExchange.Redis, which may be a secret's. Changes take effect at the next start.</summary>
    public SecretText? Redis { get; set; }

    /// <summary>Limits by name: who may use how much. Bounds on single requests are <see cref="Limits"/>.</summary>
    public Dictionary<string, QuotaOptions> Quotas { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What models cost, by name, * standing for any characters; of several that match, the first counts.</summary>
    public Dictionary<string, PriceOptions> Prices { get; } = new(StringComparer.OrdinalIgnoreCase);

    public CountingOptions Counting { get; set; } = new();

    /// <summary>The user's detectors and the policies.</summary>
    public InspectionOptions Inspection { get; } = new();

    /// <summary>The remote judges among the detectors, by the detector's name.</summary>
    internal Dictionary<string, JudgeSettings> Judges { get; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>Bounds on guarded traffic. Reaching one has the outcome named here.</summary>
public sealed class LimitsOptions
{
    /// <summary>Longest request body in bytes, as sent and decompressed; a longer one is refused with 413.</summary>
    [Range(1 << 10, 1 << 30)]
    public long MaxBodyBytes { get; set; } = 64 << 20;

    /// <summary>Longest JSON answer in bytes, as sent and decompressed; a longer one is refused with 502.</summary>
    [Range(1 << 10, 1 << 30)]
    public long MaxResponseBytes { get; set; } = 64 << 20;

    /// <summary>All bytes that the process buffers of requests and answers at one time; beyond it requests are refused with 503 and <c>Retry-After</c>.</summary>
    [Range(1 << 10, (double)(1L << 40))]
    public long MaxBufferedBytes { get; set; } = 1L << 30;

    /// <summary>Deepest nesting of JSON; a deeper request is refused with 400.</summary>
    [Range(4, 512)]
    public int MaxJsonDepth { get; set; } = 64;

    /// <summary>Longest single event of a stream in bytes; a longer one ends the stream with an error.</summary>
    [Range(1 << 10, 256 << 20)]
    public int MaxEventBytes { get; set; } = 4 << 20;
}

/// <summary>Headers that the gate adds to answers.</summary>
public sealed class HeadersOptions
{
    /// <summary>Say decision and rule names in <c>x-sluice-decision</c> and <c>x-sluice-rules</c>.</summary>
    public bool Decision { get; set; }
}

/// <summary>The built-in simulator under <c>/sim</c>.</summary>
public sealed class SimulatorOptions
{
    /// <summary>Answer callers from elsewhere than this machine, too.</summary>
    public bool Enabled { get; set; }
}
