using Sluice.Inspection.Detection.Validators;
using static Sluice.Inspection.Detection.Shape;

namespace Sluice.Inspection.Detection.Secrets;

/// <summary>Amazon Web Services.</summary>
internal static class AwsSecrets
{
    private const string SecretKeyName = "(?i:secret[_ -]?access[_ -]?key(?:[_-]?id)?|aws[_-]?secret(?:[_-]?key)?|secret[_-]?key)";

    public static IReadOnlyList<Detector> All { get; } =
    [
        // Finds: access key ids of users, roles, bearers and contexts: a four-letter prefix and 16 characters.
        // Misses: ids of other resources (AROA, AIDA), which are no credentials.
        // Example: AKIA + 16 characters
        // Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
        Detector.Create("secrets/aws-access-key-id", "AWS access key id", certain: true,
            Prefixed("(?:AKIA|ASIA|ABIA|ACCA|A3T[A-Z0-9])[A-Z0-9]{16}(?![A-Z0-9])")),

        // Finds: the 40 characters behind a name such as aws_secret_access_key, or behind an access key id in one line of a table.
        // Misses: a secret that stands alone: 40 base64 characters are also a SHA-1 in base64 or a path.
        // Example: aws_secret_access_key = <40 characters>
        // Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
        Detector.Create("secrets/aws-secret-access-key", "AWS secret access key, named as such", certain: true,
            Of("[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])", SecretKeyName + Assign, SecretText.IsRandom),
            Of("[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])", """(?:AKIA|ASIA)[A-Z0-9]{16}["']?[ \t]*[,;:|/][ \t]*["']?""", SecretText.IsRandom, variant: "pair")),

        // Finds: temporary session tokens behind their name, whatever their length.
        // Misses: tokens without the name; tokens behind X-Amz-Security-Token in a signed URL that is escaped twice.
        // Example: AWS_SESSION_TOKEN=IQoJb3JpZ2luX2VjE...
        // Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_Credentials.html
        Detector.Create("secrets/aws-session-token", "AWS session token, named as such", certain: true,
            Of("[A-Za-z0-9/+%]{40}", "(?i:session[_ -]?token|security[_-]?token)" + Assign, tail: new("[A-Za-z0-9/+=%]", null, 8_192))),

        // Finds: long-term API keys of Bedrock: base64 of "BedrockAPIKey-".
        // Misses: short-term keys (bedrock-api-key-...), which are signed URLs.
        // Example: ABSKQmVkcm9ja0FQSUtleS + base64
        // Source: https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html
        Detector.Create("secrets/aws-bedrock-api-key", "Amazon Bedrock API key", certain: true,
            Open("ABSKQmVkcm9ja0FQSUtleS[A-Za-z0-9+/]{20}", "[A-Za-z0-9+/=]")),
    ];
}
