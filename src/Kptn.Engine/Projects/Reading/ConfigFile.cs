namespace Kptn.Engine.Projects.Reading;

/// <summary>Reads kptn.yaml from disk, or says why that cannot be done.</summary>
internal static class ConfigFile
{
    /// <summary>The bytes, or <see langword="null"/> with a finding.</summary>
    public static byte[]? Read(string path, string file, FindingList findings)
    {
        try
        {
            if (Directory.Exists(path))
            {
                findings.Add("config-is-folder", new Place(file), "this is a folder", "a YAML file");
                return null;
            }

            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var length = stream.CanSeek ? stream.Length : 0;
            if (length > Yaml.YamlLimits.Bytes)
            {
                findings.Add("config-too-large", new Place(file), $"the file has {length >> 20} MB", $"at most {Yaml.YamlLimits.Bytes >> 20} MB");
                return null;
            }

            using var content = new MemoryStream((int)length);
            var buffer = new byte[81920];
            while (content.Length <= Yaml.YamlLimits.Bytes && stream.Read(buffer) is > 0 and var read) content.Write(buffer, 0, read);
            return content.ToArray();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            findings.Add("config-missing", new Place(file), "this file does not exist", "kptn.yaml", "'kptn init' writes an example");
        }
        catch (UnauthorizedAccessException)
        {
            findings.Add("config-unreadable", new Place(file), "this file may not be read", "read permission", $"chmod u+r {file}");
        }
        catch (IOException e)
        {
            findings.Add("config-unreadable", new Place(file), $"this file cannot be read: {e.Message.TrimEnd('.')}");
        }

        return null;
    }
}
