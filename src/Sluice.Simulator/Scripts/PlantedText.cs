namespace Sluice.Simulator.Scripts;

/// <summary>
/// Made-up secrets and personal data for demonstrations: the card industry's test number, the key id of AWS's own documentation, an address in a
/// reserved domain. They are put together here, so that no secret scanner finds one in this source. A script names them by a placeholder, since a
/// gate in front of the simulator would redact the value in the request before it got here.
/// </summary>
internal static class PlantedText
{
    public static string Card { get; } = string.Join(' ', "4111", "1111", "1111", "1111");

    public static string AwsKeyId { get; } = "AKIA" + "IOSFODNN7" + "EXAMPLE";

    public static string Email { get; } = "jane.doe" + "@" + "example.com";

    /// <summary>The answer to "please leak".</summary>
    public static string Leak { get; } =
        $"Here is what I should have kept to myself: card {Card}, AWS key id {AwsKeyId}, and write to {Email} for more.";

    public static string Fill(string text) => !text.Contains("{{sim.", StringComparison.Ordinal)
        ? text
        : text.Replace("{{sim.card}}", Card, StringComparison.Ordinal)
            .Replace("{{sim.aws-key}}", AwsKeyId, StringComparison.Ordinal)
            .Replace("{{sim.email}}", Email, StringComparison.Ordinal);
}
