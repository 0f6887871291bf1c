namespace Sluice.Gateway.Listeners;

/// <summary>Which listeners an endpoint answers on; one without a mark answers on the proxy listener alone.</summary>
internal sealed class ListenerMark
{
    private ListenerMark()
    {
    }

    public static ListenerMark Admin { get; } = new();

    /// <summary>Open to callers without a credential, too.</summary>
    public static ListenerMark Both { get; } = new();
}
