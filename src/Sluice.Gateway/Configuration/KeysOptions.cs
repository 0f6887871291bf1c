using System.ComponentModel.DataAnnotations;
using System.Net;
using Sluice.Governance.Identity;

namespace Sluice.Gateway.Configuration;

/// <summary>Keys of the gate's own (docs/keys.md).</summary>
public sealed class KeysOptions
{
    /// <summary>A key that is made without permissions gets all of them, as HiddenLayer's console does; otherwise it is refused. Each use is audited with high severity.</summary>
    public bool EmptyMeansAll { get; set; }

    /// <summary>Minutes for which keys stay known while the store does not answer; after that none of the store's keys opens anything until it answers again.</summary>
    [Range(1, 1440)]
    public int StaleMinutes { get; set; } = 60;

    /// <summary>Days for which expired and deleted keys stay in the history.</summary>
    [Range(1, 3650)]
    public int HistoryDays { get; set; } = 365;

    /// <summary>Keys that are declared here, by name; they are in force beside the store's and read-only to every API.</summary>
    public Dictionary<string, DeclaredKeyOptions> Declared { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal KeyRules ToRules() => new() { EmptyMeansAll = EmptyMeansAll, StaleMinutes = StaleMinutes, HistoryDays = HistoryDays };
}

/// <summary>One declared key. <c>sluice key generate</c> makes a secret and its hash.</summary>
public sealed class DeclaredKeyOptions
{
    /// <summary>The SHA-256 of the secret in hexadecimal; this or <see cref="Secret"/>.</summary>
    public string Hash { get; set; } = "";

    /// <summary>The secret itself, best as <c>env:NAME</c> or <c>file:PATH</c>; it has the form of the gate's keys.</summary>
    public SecretText? Secret { get; set; }

    /// <summary>The tenant that it belongs to.</summary>
    public string Tenant { get; set; } = Caller.DefaultTenant;

    /// <summary>The id of its project.</summary>
    public string Project { get; set; } = "";

    /// <summary>What it may do, as <c>Interactions:Read</c>; <c>*</c> for everything. Needed.</summary>
    public List<string> Permissions { get; } = [];

    /// <summary>Models that it may use, <c>*</c> standing for any characters; empty for all.</summary>
    public List<string> Models { get; } = [];

    /// <summary>Endpoints that it may use, as <c>sluice policy surfaces</c> names them; empty for all.</summary>
    public List<string> Endpoints { get; } = [];

    /// <summary>Parameters that aid extraction which it may use: <c>logprobs</c>, <c>top_logprobs</c>, <c>logit_bias</c>, <c>n</c>, <c>echo</c>, or <c>*</c>.</summary>
    public List<string> Parameters { get; } = [];

    /// <summary>Limits of its own, by name, as in <c>Sluice:Quotas</c>; those count beside them.</summary>
    public Dictionary<string, QuotaOptions> Limits { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Networks (CIDR) that it may be used from; empty for all.</summary>
    public IReadOnlyList<IPNetwork> Sources { get; set; } = [];

    /// <summary>What it is used for: <c>interactive</c>, <c>batch</c>, <c>eval</c>, <c>embeddings</c> or <c>ci</c>.</summary>
    public string Workload { get; set; } = "";

    /// <summary>When it ends, as <c>2027-01-31T00:00:00Z</c>; empty for never.</summary>
    public string ExpiresAt { get; set; } = "";
}
