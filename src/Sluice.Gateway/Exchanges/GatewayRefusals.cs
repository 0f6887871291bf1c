using Sluice.Inspection.Dialects;

namespace Sluice.Gateway.Exchanges;

/// <summary>Every refusal that the HTTP room itself makes, in one place: status, machine-readable code, words for people.</summary>
internal static class GatewayRefusals
{
    public static Refusal BodyTooLong(long limit) => new(413, "request_too_large", $"The request body is longer than the {limit} bytes that this gate takes (Sluice:Limits:MaxBodyBytes).");

    public static Refusal NoRoom { get; } = new(503, "overloaded", "The gate has no memory left for another body at the moment (Sluice:Limits:MaxBufferedBytes). Try again shortly.");

    public static Refusal UnreadableEncoding { get; } = new(415, "unsupported_encoding", "The request body has a content encoding that this gate cannot read; it reads gzip, deflate and br.");

    public static Refusal CorruptBody { get; } = new(400, "invalid_body", "The request body is not what its Content-Encoding says.");

    public static Refusal UnreadableType { get; } = new(415, "unsupported_content_type", "This gate reads JSON bodies on this route. Set the route's Metadata OnUnknown to Pass to let other bodies through uninspected.");

    public static Refusal Upgrade { get; } = new(501, "unsupported_protocol", "This gate does not pass WebSocket or other upgraded connections on a guarded route.");

    public static Refusal NoWebSocket(int status) => new(status >= 400 ? status : 502, "upstream_refused_websocket", $"The provider answered {status} instead of opening a WebSocket.");

    public static Refusal MessageTooLong(int limit) => new(413, "message_too_large", $"The message is longer than the {limit} bytes that this gate takes (Sluice:Limits:MaxEventBytes).");

    public static Refusal BinaryMessage { get; } = new(400, "unsupported_message_type", "This gate reads text messages on this route. Set the route's Metadata OnUnknown to Pass to let binary messages through uninspected.");

    public static Refusal InspectionFailed { get; } = new(503, "inspection_failed", "The inspection of this exchange failed, and its policy refuses what was not inspected.");

    public static Refusal SimulatorIsLocal { get; } = new(403, "simulator_disabled", "The built-in simulator answers callers of this machine only (Sluice:Simulator:Enabled).");

    public static Refusal ForeignCredential { get; } = new(401, "foreign_credential", "The credential is another provider's than the one this route leads to, and was not sent on.");

    public static Refusal Unauthorized { get; } = new(401, "invalid_api_key", "A valid credential of this gate is required. What was presented is missing, not valid, or not valid any more.");

    public static Refusal Revoked { get; } = new(401, "credential_revoked", "The credential of this exchange was revoked while it was under way.");

    public static Refusal AddressNotAllowed { get; } = new(403, "address_not_allowed", "This credential may not be used from the address that the request comes from.");

    public static Refusal NotPermitted(string permission) => new(403, "permission_denied", $"This credential lacks the permission {permission}.");

    public static Refusal EndpointNotAllowed(string endpoint) => new(403, "endpoint_not_allowed", $"This credential may not be used for the endpoint \"{endpoint}\".");

    public static Refusal ModelNotAllowed { get; } = new(403, "model_not_allowed", "This credential may not be used for the model that the request names.", "model");

    public static Refusal ModelNotNamed { get; } = new(403, "model_not_allowed", "This credential may be used for certain models only, and this gate cannot tell which one the request is for.", "model");

    public static Refusal ParameterNotAllowed(string name) => new(403, "parameter_not_allowed", $"This credential may not be used with the parameter '{name}'.", name);

    public static Refusal IssuesCredential { get; } = new(403, "endpoint_not_allowed", "This endpoint answers with a credential of the provider's, with which its holder would go past this gate.");

    public static Refusal ProviderRefusedKey { get; } = new(502, "upstream_refused_credential", "The provider does not take the credential that this gate presents to it (Sluice:Providers).");

    public static Refusal MissingKey(string key) => new(503, "upstream_not_configured", $"The gate has no credential for this provider: set {key}.");

    public static Refusal MissingAddress(string key) => new(503, "upstream_not_configured", $"This provider has no address: set {key}.");

    public static Refusal Unreachable { get; } = new(502, "upstream_unreachable", "The provider could not be reached.");

    public static Refusal TimedOut { get; } = new(504, "upstream_timeout", "The provider did not answer in time.");

    public static Refusal NoDestination { get; } = new(503, "upstream_unavailable", "No address of the provider is available at the moment.");

    public static Refusal AnswerCut { get; } = new(502, "upstream_cut", "The provider's answer broke off.");

    public static Refusal AnswerTooLong(long limit) => new(502, "response_too_large", $"The provider's answer is longer than the {limit} bytes that this gate reads (Sluice:Limits:MaxResponseBytes).");

    public static Refusal AnswerEncoding { get; } = new(502, "unreadable_response_encoding", "The provider's answer has a content encoding that this gate cannot read, or is not what it says.");

    public static Refusal AnswerType(int status) => new(status >= 400 ? status : 502, "unreadable_response_type", $"The provider answered {status} with a body that is neither JSON nor a known stream. Set the route's Metadata OnUnknown to Pass to let such answers through uninspected.");

    public static Refusal UnknownStream { get; } = new(502, "unknown_stream", "The provider answered with a stream in a grammar that this gate does not know for this endpoint. Set the route's Metadata OnUnknown to Pass to let such streams through uninspected.");
}
