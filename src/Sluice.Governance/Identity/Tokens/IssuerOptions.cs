namespace Sluice.Governance.Identity.Tokens;

/// <summary>A trusted issuer of tokens, and what its tokens allow.</summary>
public sealed class IssuerOptions
{
    /// <summary>Algorithms that may be allowed: none of them works with a shared secret.</summary>
    public static readonly IReadOnlyList<string> KnownAlgorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    /// <summary>What is to be said against a location of keys (<see cref="Jwks"/>), or null.</summary>
    public static string? ObjectionTo(string jwks) => JwksSource.Objection(jwks);

    /// <summary>Its claim <c>iss</c>, to the letter.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>Names for this gate of which a token's claim <c>aud</c> must hold one.</summary>
    public List<string> Audiences { get; } = [];

    /// <summary>
    /// Where its keys lie: the address of a JWK set or of an OpenID discovery document, or <c>file:PATH</c>. Encrypted unless on this machine; redirections are not followed.
    /// </summary>
    public string Jwks { get; set; } = "";

    /// <summary>Signature algorithms that are taken; <c>RS256</c> and <c>ES256</c> where none is named.</summary>
    public List<string> Algorithms { get; } = [];

    /// <summary>Claims that tokens must have, with one of these values each; <c>*</c> at a value's end stands for any characters.</summary>
    public Dictionary<string, List<string>> Require { get; } = new(StringComparer.Ordinal);

    /// <summary>The tenant of its callers, unless a claim names it.</summary>
    public string Tenant { get; set; } = Caller.DefaultTenant;

    /// <summary>The project of its callers, unless a claim names it.</summary>
    public string Project { get; set; } = "";

    /// <summary>Permissions of all of its callers, such as <c>Interactions:Write</c>; <c>*</c> for everything.</summary>
    public List<string> Permissions { get; } = [];

    /// <summary>Models that its callers may use, unless a claim names them; empty for all.</summary>
    public List<string> Models { get; } = [];

    /// <summary>Endpoints that its callers may use, unless a claim names them; empty for all.</summary>
    public List<string> Endpoints { get; } = [];

    /// <summary>Which claim says what.</summary>
    public ClaimOptions Claims { get; } = new();

    /// <summary>What a role named in a token allows beyond that.</summary>
    public Dictionary<string, RoleOptions> Roles { get; } = new(StringComparer.Ordinal);
}

/// <summary>
/// Names of claims; empty for what no claim says. A dot leads into an object (<c>realm_access.roles</c>) where no claim has the whole name. A list is an array, or one text with
/// spaces between. A token that lacks a claim named here (the subject, roles and permissions aside) is refused: what narrows must not be left out.
/// </summary>
public sealed class ClaimOptions
{
    /// <summary>Who it is; stands in logs and in the audit.</summary>
    public string Subject { get; set; } = "sub";

    public string Tenant { get; set; } = "";

    public string Project { get; set; } = "";

    public string App { get; set; } = "";

    /// <summary>A list of permissions; what is no permission of the gate's is passed over.</summary>
    public string Permissions { get; set; } = "";

    /// <summary>A list of roles; what is not under <c>Roles</c> is passed over.</summary>
    public string Roles { get; set; } = "";

    /// <summary>A list of models.</summary>
    public string Models { get; set; } = "";

    /// <summary>A list of endpoints.</summary>
    public string Endpoints { get; set; } = "";
}

/// <summary>What a role allows.</summary>
public sealed class RoleOptions
{
    /// <summary>Permissions such as <c>Policies:Read</c>; <c>*</c> for everything.</summary>
    public List<string> Permissions { get; } = [];

    /// <summary>Parameters that aid extraction, such as <c>logprobs</c>.</summary>
    public List<string> Parameters { get; } = [];
}
