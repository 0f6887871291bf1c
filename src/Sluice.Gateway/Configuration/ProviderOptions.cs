namespace Sluice.Gateway.Configuration;

/// <summary>What the gate presents to one provider.</summary>
public sealed class ProviderOptions
{
    /// <summary>The credential: <c>env:NAME</c>, <c>file:PATH</c>, or itself. Visible ASCII, 8 to 512 characters. A file is read again when it changes.</summary>
    public string Key { get; set; } = "";

    internal SecretText? Secret { get; set; }
}
