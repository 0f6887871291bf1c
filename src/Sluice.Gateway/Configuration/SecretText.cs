using System.Text;

namespace Sluice.Gateway.Configuration;

/// <summary>
/// A secret of the configuration: <c>env:NAME</c> is an environment variable's value, <c>file:PATH</c> a file's content without its last line end, anything else the
/// secret itself. It is read when the configuration is; its value appears in no error and no text of this object.
/// </summary>
public sealed class SecretText
{
    /// <summary>Longest file that is read as a secret, in bytes.</summary>
    internal const int MaxFileBytes = 64 << 10;

    private const string EnvironmentPrefix = "env:";
    private const string FilePrefix = "file:";

    private SecretText(string value, string origin) => (Value, Origin) = (value, origin);

    /// <summary>The secret; never empty.</summary>
    public string Value { get; }

    /// <summary>Where it came from, safe to show: <c>env:NAME</c>, <c>file:PATH</c>, or <c>configuration</c>.</summary>
    public string Origin { get; }

    public override string ToString() => Origin;

    /// <summary>The secret under a key; null where none is given, or where it cannot be had, which is an error that names the key.</summary>
    internal static SecretText? Read(SectionReader reader, string name)
    {
        if (reader.Text(name) is not { Length: > 0 } text)
            return null;
        (SecretText? secret, string? problem) = Resolve(text);
        if (problem is not null)
            reader.Error(name, problem);
        return secret;
    }

    /// <summary>Resolves what a configuration says, giving either the secret or what is wrong.</summary>
    internal static (SecretText? Secret, string? Problem) Resolve(string text)
    {
        if (text.StartsWith(EnvironmentPrefix, StringComparison.Ordinal))
        {
            return Environment.GetEnvironmentVariable(text[EnvironmentPrefix.Length..]) is { Length: > 0 } value
                ? (new SecretText(value, text), null)
                : (null, $"\"{text}\" names an environment variable that is not set or empty");
        }

        return text.StartsWith(FilePrefix, StringComparison.Ordinal) ? OfFile(text) : (new SecretText(text, "configuration"), null);
    }

    private static (SecretText? Secret, string? Problem) OfFile(string text)
    {
        try
        {
            using FileStream file = File.OpenRead(text[FilePrefix.Length..]);
            if (file.Length > MaxFileBytes)
                return (null, $"\"{text}\" is longer than {MaxFileBytes} bytes");
            using var reader = new StreamReader(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            string value = reader.ReadToEnd().TrimEnd('\r', '\n');
            return value.Length > 0 ? (new SecretText(value, text), null) : (null, $"\"{text}\" is empty");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, $"\"{text}\" names a file that does not exist");
        }
        catch (DecoderFallbackException)
        {
            return (null, $"\"{text}\" is not a text in UTF-8");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return (null, $"\"{text}\" cannot be read: {e.GetType().Name}");
        }
    }
}
