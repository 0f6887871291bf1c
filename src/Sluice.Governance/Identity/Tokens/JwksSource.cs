using System.Text.Json;

namespace Sluice.Governance.Identity.Tokens;

/// <summary>
/// Fetches an issuer's JWK set: from a file, from its address, or from where the OpenID discovery document at that address says (whose issuer must be the configured one). Encrypted unless on
/// this machine; nothing redirects to elsewhere; a longer document than <see cref="MaxBytes"/> is none.
/// </summary>
internal sealed class JwksSource(string issuer, string location, HttpMessageInvoker http)
{
    public const int MaxBytes = 256 << 10;

    public const string FilePrefix = "file:";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>What is to be said against a location, or null.</summary>
    public static string? Objection(string location)
    {
        if (location.StartsWith(FilePrefix, StringComparison.OrdinalIgnoreCase))
            return location.Length > FilePrefix.Length ? null : "names no file";
        if (!Uri.TryCreate(location, UriKind.Absolute, out Uri? address) || !Is(address, Uri.UriSchemeHttps, Uri.UriSchemeHttp))
            return "is neither an http(s) address nor file:PATH";
        return IsSafe(address) ? null : "must be https: whoever sits on the way could put in keys of its own";
    }

    /// <exception cref="JsonException">The document is no JWK set, and leads to none.</exception>
    /// <exception cref="HttpRequestException">It could not be fetched.</exception>
    /// <exception cref="IOException">It could not be read.</exception>
    public async Task<JsonElement> FetchAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        if (location.StartsWith(FilePrefix, StringComparison.OrdinalIgnoreCase))
            return await ReadAsync(File.OpenRead(location[FilePrefix.Length..]), patience.Token);
        JsonElement document = await GetAsync(new Uri(location), patience.Token);
        if (JwkSet.IsSet(document))
            return document;
        if (!document.TryGetProperty("issuer", out JsonElement name) || name.ValueKind != JsonValueKind.String || !string.Equals(name.GetString(), issuer, StringComparison.Ordinal))
            throw new JsonException("the discovery document is another issuer's");
        if (!document.TryGetProperty("jwks_uri", out JsonElement link) || !Uri.TryCreate(link.ValueKind == JsonValueKind.String ? link.GetString() : null, UriKind.Absolute, out Uri? keys) || !IsSafe(keys))
            throw new JsonException("the discovery document leads to no keys");
        return await GetAsync(keys, patience.Token);
    }

    private static bool IsSafe(Uri address) => Is(address, Uri.UriSchemeHttps) || (Is(address, Uri.UriSchemeHttp) && address.IsLoopback);

    private static bool Is(Uri address, params ReadOnlySpan<string> schemes) => schemes.Contains(address.Scheme);

    private async Task<JsonElement> GetAsync(Uri address, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("application/json");
        using HttpResponseMessage response = await http.SendAsync(request, cancellation);
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"status {(int)response.StatusCode}", inner: null, response.StatusCode);
        return await ReadAsync(await response.Content.ReadAsStreamAsync(cancellation), cancellation);
    }

    private static async Task<JsonElement> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        await using (stream)
        {
            byte[] bytes = new byte[MaxBytes + 1];
            int length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
            if (length > MaxBytes)
                throw new JsonException("the document is too long");
            using JsonDocument document = JsonDocument.Parse(bytes.AsMemory(0, length), Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new JsonException("the document is no object");
            return document.RootElement.Clone();
        }
    }
}
