using System.Text;
using Sluice.Inspection.Detection.Urls;
using Sluice.Inspection.Policies;

namespace Sluice.Gateway.Configuration;

/// <summary>Reads the feeds of the detectors of addresses. A feed that cannot be read is an error of the configuration, which is then refused: what was in force stays, the feed with it.</summary>
internal static class UrlFeeds
{
    /// <summary>Longest feed, in bytes.</summary>
    public const long MaxBytes = 512L << 20;

    /// <summary>The files, each once.</summary>
    public static IEnumerable<string> Paths(InspectionOptions options) => options.Detectors.Values.Select(d => d.Urls?.Feed).OfType<string>();

    /// <summary>Gives every detector its feed; returns them by the detectors' names.</summary>
    public static IReadOnlyDictionary<string, UrlFeed> Read(InspectionOptions options, List<ConfigurationError> errors)
    {
        var feeds = new SortedDictionary<string, UrlFeed>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, DetectorOptions detector) in options.Detectors)
        {
            if (detector.Urls is not { Feed: { } path } urls)
                continue;
            (UrlFeed? feed, string? problem) = Read(path);
            if (feed is null)
            {
                errors.Add(new($"Sluice:Detectors:{name}:Urls:Feed", $"\"{path}\" {problem}"));
                continue;
            }

            urls.Supply(feed);
            feeds.Add(name, feed);
        }

        return feeds;
    }

    private static (UrlFeed? Feed, string? Problem) Read(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxBytes })
                return (null, $"is longer than {MaxBytes} bytes");
            return UrlFeed.Read(File.ReadLines(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, "does not exist");
        }
        catch (DecoderFallbackException)
        {
            return (null, "is not a text in UTF-8");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return (null, $"cannot be read: {e.GetType().Name}");
        }
    }
}
