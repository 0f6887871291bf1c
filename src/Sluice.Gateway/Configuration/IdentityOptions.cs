using System.ComponentModel.DataAnnotations;
using System.Net;
using Sluice.Governance.Identity.Tokens;

namespace Sluice.Gateway.Configuration;

/// <summary>Who calls.</summary>
public sealed class IdentityOptions
{
    public const string Passthrough = "Passthrough";
    public const string Keys = "Keys";

    /// <summary>
    /// <c>Passthrough</c>: the caller's own provider credential is forwarded, and its keyed hash is the caller's identity. <c>Keys</c>: callers present credentials of the gate's, and the gate
    /// presents its own to providers.
    /// </summary>
    [AllowedValues(Passthrough, Keys)]
    public string Mode { get; set; } = Passthrough;

    /// <summary>
    /// Parameters that aid extraction which every caller may use: <c>logprobs</c>, <c>top_logprobs</c>, <c>logit_bias</c>, <c>n</c>, <c>echo</c>, or <c>*</c>. In the mode <c>Keys</c> beside
    /// those of the caller's scope; in <c>Passthrough</c> all may be used as long as this is not given.
    /// </summary>
    public List<string>? AllowParameters { get; set; }

    /// <summary>Client certificates, for listeners that ask for them (<c>Kestrel:Endpoints:Proxy:ClientCertificateMode</c>).</summary>
    public CertificateOptions Certificates { get; set; } = new();

    /// <summary>Issuers whose tokens (JWTs) are taken beside the gate's own, by a name that their callers' ids begin with.</summary>
    public Dictionary<string, IssuerOptions> Issuers { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Callers present credentials of the gate's.</summary>
    internal bool RequiresKeys => string.Equals(Mode, Keys, StringComparison.Ordinal);
}

/// <summary>Which client certificates are good, and whom they name.</summary>
public sealed class CertificateOptions
{
    /// <summary>PEM or DER files of the authorities that may have signed a client's certificate, their roots included.</summary>
    public List<string> Authorities { get; set; } = [];

    /// <summary>
    /// PEM or DER files of revocation lists (RFC 5280). Each is signed by one of the authorities; while one is out of date, no certificate of that authority is taken. They are read
    /// again when they change.
    /// </summary>
    public List<string> RevocationLists { get; set; } = [];

    /// <summary>Whom certificates name. A certificate that names nobody here opens a connection, on which a credential is still asked for.</summary>
    public List<CertificateCallerOptions> Callers { get; set; } = [];
}

/// <summary>A caller that a certificate names.</summary>
public sealed class CertificateCallerOptions
{
    /// <summary>A subject alternative name with its kind before it: <c>uri:spiffe://example.org/agent</c>, <c>dns:agent.example.org</c> or <c>email:agent@example.org</c>. Each stands here once.</summary>
    [Required]
    public string Name { get; set; } = "";

    /// <summary>The tenant that it belongs to.</summary>
    public string Tenant { get; set; } = Governance.Identity.Caller.DefaultTenant;

    /// <summary>The project, if any.</summary>
    public string? Project { get; set; }

    /// <summary>The app, if any.</summary>
    public string? App { get; set; }

    /// <summary>Permissions such as <c>Interactions:Write</c>; at least one.</summary>
    public List<string> Permissions { get; set; } = [];

    /// <summary>The models that it may use, <c>*</c> standing for any characters; nothing for all.</summary>
    public List<string> Models { get; set; } = [];

    /// <summary>The endpoints that it may use, as <c>sluice policy surfaces</c> prints them; nothing for all.</summary>
    public List<string> Endpoints { get; set; } = [];

    /// <summary>The parameters that aid extraction which it may use.</summary>
    public List<string> Parameters { get; set; } = [];

    /// <summary>Networks (CIDR) that it may call from; nothing for all.</summary>
    public IReadOnlyList<IPNetwork> Sources { get; set; } = [];
}
