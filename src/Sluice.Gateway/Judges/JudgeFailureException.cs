namespace Sluice.Gateway.Judges;

/// <summary>A judge did not answer as it should. Says why in a low-cardinality word, and nothing of what it was asked.</summary>
internal sealed class JudgeFailureException(string reason) : Exception(reason)
{
    public string Reason => Message;
}
