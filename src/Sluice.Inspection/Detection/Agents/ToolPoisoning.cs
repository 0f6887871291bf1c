using System.Buffers;
using Sluice.Inspection.Detection.Judging;

namespace Sluice.Inspection.Detection.Agents;

/// <summary>
/// Definitions of tools that give the model orders. A definition says what its tool does; poisoned ones say what the model shall do besides: read a secret and carry it along, call another
/// tool otherwise, keep its user in the dark. Each description, schema and name is judged as a text; what it finds are kinds of signs, and few honest texts have two.
/// </summary>
internal sealed class ToolPoisoning : Classifier
{
    private const double Certain = 1;
    private const double Two = 0.9995;
    private const double Strong = 0.999;
    private const double Weak = 0.99;

    /// <summary>Characters of the tag block that nobody sees: so many are a text.</summary>
    private const int HiddenLetters = 4;

    private static readonly SearchValues<string> Concealing = Words(
        "do not tell the user", "don't tell the user", "do not mention", "don't mention", "do not inform", "don't inform", "do not reveal", "never reveal", "never mention", "without telling",
        "without informing", "without notifying", "without asking the user", "without the user", "do not show the user", "don't show the user", "hide this from", "keep this secret",
        "keep it secret", "user must not", "user should not know", "user does not need to know", "user doesn't need to know", "do not disclose", "not be shown to the user", "do not notify",
        "sage dem nutzer nicht", "dem benutzer nicht", "ne dis pas à l'utilisateur", "n'en parle pas", "no le digas al usuario", "sin informar al usuario", "não conte ao usuário");

    private static readonly SearchValues<string> Ordering = Words(
        "<important>", "<system>", "[system]", "<|im_start|>", "[inst]", "system:", "ignore previous", "ignore all previous", "ignore the previous", "ignore any", "disregard", "override",
        "before using this tool", "before using any", "before calling this tool", "before calling any", "before you use", "before this tool", "you must first", "must always be called", "always call this tool",
        "call this tool first", "this tool must be called", "must be used before", "takes precedence", "instead of the user", "otherwise the tool will not work", "or the tool will fail", "as an ai",
        "you are now", "new instructions", "ignoriere", "ignore les instructions", "ignora las instrucciones", "vor der verwendung dieses werkzeugs");

    private static readonly SearchValues<string> Secrets = Words(
        ".ssh/", "id_rsa", "id_ed25519", ".env", "mcp.json", ".aws/", "credentials", "private key", "api key", "api_key", "api keys", "access token", "password", "environment variables", "/etc/passwd",
        "/etc/shadow", ".netrc", ".git-credentials", ".kube/config", "conversation history", "previous messages", "chat history", "system prompt", "session cookie", "seed phrase", "zugangsdaten",
        "mot de passe", "contraseña");

    private static readonly SearchValues<string> Carrying = Words(
        "pass its content", "pass the content", "pass it as", "pass them as", "as the value of", "in the parameter", "into the parameter", "include its content", "include the content", "include the full",
        "include it in", "send it to", "send them to", "send the content", "send a copy", "forward it to", "forward a copy", "forward all", "upload it to", "upload the", "post it to", "append it to", "append the content", "encode it",
        "base64", "exfiltrate", "as a query parameter", "bcc", "sidenote", "copy of every", "http://", "https://");

    private static readonly SearchValues<string> Crossing = Words(
        "other tools", "another tool", "any other tool", "other tool's", "instead of the", "when you use the", "when using the", "when calling the", "whenever you call", "whenever you use", "whenever the", "all calls to",
        "every call to", "replace the recipient", "change the recipient", "recipient to", "do not use the", "don't use the", "never use the");

    /// <summary>What HTML or Markdown does not show.</summary>
    private static readonly SearchValues<string> Hiding = Words("<!--", "display:none", "font-size:0", "visibility:hidden", "[//]: #", "color:white");

    public override string Name => "tool-poisoning";

    public override int Labels => 1;

    public override bool IsRepeatable => true;

    /// <summary>Where tools are defined: in requests, and in the lists of servers.</summary>
    public static bool RunsOn(Direction direction, ContentScope scope) => scope == ContentScope.System;

    public override void Judge(in JudgedText text, FindingList findings)
    {
        if (text.Part is not (SlotPart.ToolDefinition or SlotPart.ToolName))
            return;
        double score = Score(text.Text);
        if (score > 0)
            findings.Add(0, score);
    }

    private static double Score(ReadOnlySpan<char> text)
    {
        int hidden = HiddenUnits(text);
        if (hidden >= HiddenLetters)
            return Certain;
        bool conceals = text.ContainsAny(Concealing);
        bool orders = text.ContainsAny(Ordering);
        bool hides = hidden > 0 || text.ContainsAny(Hiding);
        bool secrets = text.ContainsAny(Secrets);
        bool carries = text.ContainsAny(Carrying);
        bool crosses = text.ContainsAny(Crossing);

        // Reading a secret, carrying something and speaking of other tools are what tools are for: only together, or with an order, they are signs.
        int signs = (conceals ? 1 : 0) + (orders ? 1 : 0) + (hides ? 1 : 0);
        int deeds = (secrets ? 1 : 0) + (carries ? 1 : 0) + (crosses ? 1 : 0);
        if (signs >= 2 || (signs == 1 && deeds >= 2) || (conceals && deeds >= 1))
            return Two;
        if (conceals || (signs == 1 && deeds == 1))
            return Strong;
        return orders || hides || (crosses && secrets && carries) ? Weak : 0;
    }

    /// <summary>Tags and marks that turn the direction of writing; joiners, which scripts and emoji need, are none.</summary>
    private static int HiddenUnits(ReadOnlySpan<char> text)
    {
        int hidden = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is '\u202D' or '\u202E' or '\u200B' or '\u2060')
                hidden++;
            else if (text[i] == '\uDB40' && i + 1 < text.Length && text[i + 1] is >= '\uDC00' and <= '\uDC7F')
                hidden++;
        }

        return hidden;
    }

    private static SearchValues<string> Words(params ReadOnlySpan<string> words) => SearchValues.Create(words, StringComparison.OrdinalIgnoreCase);
}
