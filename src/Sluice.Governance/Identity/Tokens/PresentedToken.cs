using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Sluice.Governance.Identity.Tokens;

/// <summary>A signed token in compact form, taken apart; nothing of it is proven. Header and payload are read strictly here, so that no two readers can differ about them.</summary>
internal sealed class PresentedToken
{
    /// <summary>Characters of the longest token that is looked at: servers refuse header lines not much longer.</summary>
    public const int MaxLength = 8 << 10;

    private static readonly SearchValues<char> Characters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    private PresentedToken(JsonWebToken token, string keyId, string issuer, JsonElement payload) => (Token, KeyId, Issuer, Payload) = (token, keyId, issuer, payload);

    public JsonWebToken Token { get; }

    public string KeyId { get; }

    public string Issuer { get; }

    public JsonElement Payload { get; }

    /// <summary>Has the form of a signed token: three base64url parts, none of them empty. Unsigned and encrypted ones have not.</summary>
    public static bool HasForm(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MaxLength || text.ContainsAnyExcept(Characters))
            return false;
        int first = text.IndexOf('.');
        int last = text.LastIndexOf('.');
        return first > 0 && last > first + 1 && last < text.Length - 1 && text.Count('.') == 2;
    }

    /// <summary>Null for what no issuer of ours can have written: no key id, no issuer, another type of token, extensions that must be understood (RFC 7515 §4.1.11), a name twice.</summary>
    /// <param name="text">Of which <see cref="HasForm"/> is true.</param>
    public static PresentedToken? Read(string text)
    {
        try
        {
            int first = text.IndexOf('.', StringComparison.Ordinal);
            int last = text.LastIndexOf('.');
            JsonElement header = Parse(text.AsSpan(0, first));
            JsonElement payload = Parse(text.AsSpan(first + 1, last - first - 1));
            if (header.ValueKind != JsonValueKind.Object || payload.ValueKind != JsonValueKind.Object || header.TryGetProperty("crit", out _) || !IsAccessToken(header))
                return null;
            return Text(header, "kid") is { } keyId && Text(payload, "iss") is { } issuer ? new PresentedToken(new JsonWebToken(text), keyId, issuer, payload) : null;
        }
        catch (Exception e) when (e is FormatException or JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    public string? Claim(string name) => Text(Payload, name);

    /// <summary>What a token says of the certificate that it is bound to.</summary>
    /// <param name="thumbprint">Null where it is bound to none.</param>
    /// <returns>False where it is bound to something that cannot be checked here.</returns>
    public bool TryGetBinding(out string? thumbprint)
    {
        thumbprint = null;
        if (!Payload.TryGetProperty(TokenClaims.Confirmation, out JsonElement confirmation))
            return true;
        thumbprint = confirmation.ValueKind == JsonValueKind.Object ? Text(confirmation, TokenClaims.CertificateThumbprint) : null;
        return thumbprint is not null;
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>ID tokens, logout tokens and proofs are no credentials for an API; who says nothing, or just <c>JWT</c>, is believed to mean an access token.</summary>
    private static bool IsAccessToken(JsonElement header)
    {
        if (!header.TryGetProperty("typ", out JsonElement type))
            return true;
        return type.ValueKind == JsonValueKind.String && type.GetString()!.ToUpperInvariant() is "JWT" or "AT+JWT" or "APPLICATION/AT+JWT";
    }

    private static JsonElement Parse(ReadOnlySpan<char> part)
    {
        using JsonDocument document = JsonDocument.Parse(Base64Url.DecodeFromChars(part), Strict);
        return document.RootElement.Clone();
    }
}
