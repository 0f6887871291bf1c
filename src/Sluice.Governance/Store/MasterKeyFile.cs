using System.Text;

namespace Sluice.Governance.Store;

/// <summary>The master key of a store whose owner named none: a file beside the SQLite database that its owner alone may read.</summary>
internal static class MasterKeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static string PathFor(string database) => database + ".key";

    /// <summary>The key that the file holds; null where there is no file.</summary>
    public static MasterKey? Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(StoreException.MasterKeyKey, $"the key file \"{path}\" cannot be read: {e.GetType().Name}", e);
        }

        return MasterKey.TryParse(text, out string? problem) ?? throw new StoreException(StoreException.MasterKeyKey, $"the key file \"{path}\" {problem}");
    }

    /// <summary>Makes a key file; where another process was faster, its key is the one.</summary>
    public static MasterKey Create(string path, out bool made)
    {
        var key = MasterKey.Create();
        string fresh = $"{path}.{Guid.NewGuid():N}";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = OwnerOnly;
            using (var file = new StreamWriter(fresh, Encoding.ASCII, options))
                file.WriteLine(key.Export());
            made = TryMove(fresh, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(StoreException.MasterKeyKey, $"the key file \"{path}\" cannot be made: {e.GetType().Name}", e);
        }

        return made ? key : Read(path)!;
    }

    /// <summary>Whole or not at all: a reader never sees half a file.</summary>
    private static bool TryMove(string fresh, string path)
    {
        try
        {
            File.Move(fresh, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(fresh);
            return false;
        }
    }
}
