using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Sluice.Gateway.Configuration;
using Sluice.Gateway.Identity;
using Sluice.Governance.Audit;
using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Tokens;
using Sluice.Governance.Store;

namespace Sluice.Gateway.Tokens;

/// <summary>
/// The OAuth 2 token endpoint: a key's id and secret for a token that can do what the key can, for an hour. Under the paths of the two vendors whose clients are to work unchanged;
/// Strata Cloud Manager's tokens live a quarter of an hour and say roles by tenant.
/// </summary>
internal sealed partial class TokenEndpoint(
    KeyDirectory keys, WrongSecrets wrong, TokenMint mint, ConfigurationReloader configuration, IAuditLog audit, TimeProvider time, ILogger<TokenEndpoint> logger)
{
    private const string HiddenLayerPath = "/oauth2/token";

    private static readonly TimeSpan ScmLifetime = TimeSpan.FromMinutes(15);

    public static IReadOnlyList<string> Paths { get; } = [HiddenLayerPath, "/oauth2/access_token", "/am/oauth2/access_token"];

    public async Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Pragma = "no-cache";
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = "POST";
            await RefuseAsync(context, TokenError.MethodNotAllowed);
            return;
        }

        (TokenRequest? request, TokenError? error) = await TokenRequest.ReadAsync(context, time);
        error ??= request!.GrantType switch
        {
            null => TokenError.NoGrant,
            "client_credentials" => null,
            _ => TokenError.UnknownGrant,
        };
        if (error is not null)
            await RefuseAsync(context, error);
        else
            await IssueAsync(context, request!);
    }

    private async Task IssueAsync(HttpContext context, TokenRequest request)
    {
        IPAddress? address = ClientAddress.Of(context, configuration.Current.Options.TrustedProxies);
        if (request.ClientId is null || request.ClientSecret is null)
        {
            await RefuseAsync(context, TokenError.UnknownClient);
            return;
        }

        Attempt attempt = wrong.Try(address ?? IPAddress.None, () => ClientOf(request));
        if (attempt.Client is not { } client)
        {
            await RefuseClientAsync(context, attempt, address);
            return;
        }

        TokenError? error = client.Sources.Count > 0 && (address is null || !client.Sources.Any(s => s.Contains(address))) ? TokenError.WrongNetwork : null;
        TokenScope? scope = TokenScope.Read(request.Scope, client);
        if ((error ?? (scope is null ? TokenError.WrongScope : null)) is { } refused)
        {
            audit.Write(Acts.Record(time, "token.mint", Actor.Of(client, address?.ToString()), client.Tenant) with { Outcome = "denied", Status = refused.Status, Reason = refused.Code, Severity = AuditSeverity.Warning });
            await RefuseAsync(context, refused);
            return;
        }

        bool scm = !context.Request.Path.Equals(HiddenLayerPath, StringComparison.OrdinalIgnoreCase);
        MintedToken token;
        try
        {
            token = await mint.MintAsync(client, TermsOf(context, scope!.Value, scm), context.RequestAborted);
        }
        catch (StoreUnavailableException)
        {
            context.Response.Headers.RetryAfter = "1";
            await RefuseAsync(context, TokenError.StoreDown);
            return;
        }

        audit.Write(Acts.Record(time, "token.mint", Actor.Of(client, address?.ToString()), client.Tenant) with { Target = token.Id, Project = client.Project, Status = StatusCodes.Status200OK });
        await WriteAsync(context, StatusCodes.Status200OK, new
        {
            access_token = token.Value,
            token_type = "Bearer",
            expires_in = (long)(token.ExpiresAt - token.IssuedAt).TotalSeconds,
            scope = request.Scope ?? string.Join(' ', token.Permissions.Permissions()),
        });
    }

    /// <summary>Whoever shows a certificate gets a token that is worth nothing without it (RFC 8705 §3).</summary>
    private static TokenTerms TermsOf(HttpContext context, TokenScope scope, bool scm) => new()
    {
        Lifetime = scm ? ScmLifetime : null,
        Permissions = scope.Permissions,
        Access = scm || scope.NamesTenant,
        Certificate = context.Connection.ClientCertificate is { } certificate ? TokenMint.ThumbprintOf(certificate.RawDataMemory.Span) : null,
    };

    private Caller? ClientOf(TokenRequest request) =>
        KeyScheme.IsKey(request.ClientSecret) && keys.Find(request.ClientSecret) is { } key && string.Equals(key.KeyId, request.ClientId, StringComparison.Ordinal) ? key : null;

    private Task RefuseClientAsync(HttpContext context, Attempt attempt, IPAddress? address)
    {
        if (attempt.Wait is { } wait)
        {
            context.Response.Headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString();
            return RefuseAsync(context, TokenError.TooManyAttempts);
        }

        // Ten a minute and address at most, as further ones are not looked at.
        audit.Write(Acts.Record(time, "token.mint", Unknown(address), Caller.DefaultTenant) with { Outcome = "denied", Status = StatusCodes.Status401Unauthorized, Reason = TokenError.UnknownClient.Code, Severity = AuditSeverity.Warning });
        if (attempt.Alert)
        {
            Log.Guessing(logger, WrongSecrets.Suffered, address?.ToString() ?? "an unknown address");
            audit.Write(Acts.Record(time, "token.guessing", Unknown(address), Caller.DefaultTenant) with { Outcome = "limited", Status = StatusCodes.Status429TooManyRequests, Reason = "too_many_wrong_secrets", Severity = AuditSeverity.High });
        }

        return RefuseAsync(context, TokenError.UnknownClient);
    }

    private static Actor Unknown(IPAddress? address) => Actor.Of(Caller.Anonymous, address?.ToString());

    private static Task RefuseAsync(HttpContext context, TokenError error)
    {
        if (error.Status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"sluice\"";
        if (error.Status is StatusCodes.Status413PayloadTooLarge or StatusCodes.Status408RequestTimeout && HttpProtocol.IsHttp11(context.Request.Protocol))
            context.Response.Headers.Connection = "close"; // What the client is still sending is not read.
        return WriteAsync(context, error.Status, new { error = error.Code, error_description = error.Description });
    }

    private static Task WriteAsync<T>(HttpContext context, int status, T body)
    {
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(body);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Count} wrong secrets within a minute from {Address}: its further attempts to get a token are refused unseen for a minute")]
        public static partial void Guessing(ILogger logger, int count, string address);
    }
}
