using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Sluice.Gateway.Tokens;

/// <summary>
/// A request for a token by client credentials (RFC 6749 §4.4). Clients differ: the grant stands in the body or, beside an empty body, in the query; the credentials stand in
/// <c>Authorization: Basic</c> or in the body (§2.3.1).
/// </summary>
/// <param name="Scope">What is asked for, words separated by spaces; null for all that the client may do.</param>
/// <param name="ClientId">Null where no credentials are shown.</param>
internal sealed record TokenRequest(string? GrantType, string? Scope, string? ClientId, string? ClientSecret)
{
    /// <summary>Bytes of the longest body.</summary>
    public const int MaxBytes = 16 << 10;

    private const int MaxParameters = 32;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Prints no secret.</summary>
    public override string ToString() => ClientId ?? "";

    public static async Task<(TokenRequest? Request, TokenError? Error)> ReadAsync(HttpContext context, TimeProvider time)
    {
        (IDictionary<string, StringValues>? form, TokenError? error) = await FormAsync(context, time);
        if (form is null)
            return (null, error);
        IQueryCollection query = context.Request.Query;
        if (query.ContainsKey("client_secret"))
            return (null, TokenError.SecretInQuery);
        foreach (string name in (ReadOnlySpan<string>)["grant_type", "scope", "client_id", "client_secret"])
        {
            if (Values(name).Distinct(StringComparer.Ordinal).Count() > 1 || (form.TryGetValue(name, out StringValues body) && body.Count > 1) || query[name].Count > 1)
                return (null, TokenError.Repeated);
        }

        (string? id, string? secret) = (One("client_id"), One("client_secret"));
        if (Basic(context.Request.Headers.Authorization) is var (basicId, basicSecret))
        {
            if (secret is not null || (id is not null && !string.Equals(id, basicId, StringComparison.Ordinal)))
                return (null, TokenError.TwoCredentials);
            (id, secret) = (basicId, basicSecret);
        }

        return (new TokenRequest(One("grant_type"), One("scope"), id, secret), null);

        IEnumerable<string?> Values(string name) => form.TryGetValue(name, out StringValues values) ? values.Concat(query[name]) : query[name];

        // RFC 6749 §3.2: a parameter without a value is as good as none.
        string? One(string name) => Values(name).FirstOrDefault() is { Length: > 0 } value ? value : null;
    }

    /// <summary>The body's parameters; none where it is empty, whatever it is called.</summary>
    private static async Task<(IDictionary<string, StringValues>? Form, TokenError? Error)> FormAsync(HttpContext context, TimeProvider time)
    {
        byte[] bytes = new byte[MaxBytes + 1];
        int length;
        using var late = new CancellationTokenSource(Patience, time);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, late.Token);
        try
        {
            length = await context.Request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, reading.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return (null, TokenError.TooSlow);
        }

        if (length > MaxBytes)
            return (null, TokenError.TooLong);
        if (length > 0 && !IsForm(context.Request.ContentType))
            return (null, TokenError.NotAForm);
        try
        {
            return (new FormReader(Encoding.UTF8.GetString(bytes, 0, length)) { ValueCountLimit = MaxParameters }.ReadForm(), null);
        }
        catch (InvalidDataException)
        {
            return (null, TokenError.NotAForm);
        }
    }

    private static bool IsForm(string? type) =>
        MediaTypeHeaderValue.TryParse(type, out MediaTypeHeaderValue? parsed) && "application/x-www-form-urlencoded".Equals(parsed.MediaType, StringComparison.OrdinalIgnoreCase);

    /// <summary>Id and secret of <c>Basic</c>, each of them encoded as a form is (RFC 6749 §2.3.1).</summary>
    private static (string Id, string Secret)? Basic(StringValues header)
    {
        const string scheme = "Basic ";
        if (header.Count != 1 || header[0] is not { } value || !value.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        Span<byte> bytes = new byte[value.Length];
        if (!Convert.TryFromBase64String(value[scheme.Length..].Trim(), bytes, out int length))
            return ("", "");
        string pair = Encoding.UTF8.GetString(bytes[..length]);
        int colon = pair.LastIndexOf(':'); // Most clients do not encode, and the id of a declared key has a colon; no secret has.
        return colon < 0 ? ("", "") : (WebUtility.UrlDecode(pair[..colon]), WebUtility.UrlDecode(pair[(colon + 1)..]));
    }
}
