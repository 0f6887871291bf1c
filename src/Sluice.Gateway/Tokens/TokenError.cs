namespace Sluice.Gateway.Tokens;

/// <summary>A refusal of the token endpoint (RFC 6749 §5.2). Nothing of the request is repeated in it.</summary>
/// <param name="Code">The value of <c>error</c>.</param>
/// <param name="Description">For people; the value of <c>error_description</c>.</param>
internal sealed record TokenError(int Status, string Code, string Description)
{
    public static TokenError MethodNotAllowed { get; } = new(405, "invalid_request", "Tokens are asked for by POST.");

    public static TokenError NotAForm { get; } = new(400, "invalid_request", "The body is not application/x-www-form-urlencoded.");

    public static TokenError TooLong { get; } = new(413, "invalid_request", $"The body is longer than {TokenRequest.MaxBytes} bytes.");

    public static TokenError TooSlow { get; } = new(408, "invalid_request", "The body did not arrive in time.");

    public static TokenError Repeated { get; } = new(400, "invalid_request", "A parameter is given more than once.");

    public static TokenError SecretInQuery { get; } = new(400, "invalid_request", "client_secret must not stand in the query, where logs keep it.");

    public static TokenError TwoCredentials { get; } = new(400, "invalid_request", "The client shows its credentials in more than one way.");

    public static TokenError NoGrant { get; } = new(400, "invalid_request", "grant_type is missing.");

    public static TokenError UnknownGrant { get; } = new(400, "unsupported_grant_type", "Only client_credentials is supported.");

    public static TokenError UnknownClient { get; } = new(401, "invalid_client", "The client's id and secret are missing or not valid.");

    public static TokenError WrongNetwork { get; } = new(400, "unauthorized_client", "This client may not be used from this address.");

    public static TokenError WrongScope { get; } = new(400, "invalid_scope", "A part of the scope is unknown, another tenant's, or beyond what this client may do.");

    public static TokenError TooManyAttempts { get; } = new(429, "temporarily_unavailable", "Too many wrong secrets came from this address. Try again later.");

    public static TokenError StoreDown { get; } = new(503, "temporarily_unavailable", "Tokens cannot be signed at the moment. Try again shortly.");
}
