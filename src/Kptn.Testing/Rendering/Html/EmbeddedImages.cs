namespace Kptn.Testing.Rendering.Html;

/// <summary>Old and new images side by side, in the page itself where they are small.</summary>
internal sealed class EmbeddedImages(HtmlOptions options)
{
    private long _left = options.AllImageBytes;

    public void Write(Markup page, TestedOutput output)
    {
        if (Type(output.Diff.Path) is not { } type) return;
        var (old, now) = (Read(output.OldFile, type), Read(output.NewFile, type));
        if (old is null && now is null) return;
        page.Open("div", ("class", "images"));
        Figure(page, old, "old");
        Figure(page, now, "new");
        if (old is not null && now is not null && old != now)
        {
            page.Open("figure").Open("div", ("class", "blend"));
            page.Open("img", ("src", old), ("alt", "")).Open("img", ("src", now), ("alt", "where old and new differ")).Close("div");
            page.Element("figcaption", "difference: black where equal").Close("figure");
        }

        page.Close("div");
    }

    private static void Figure(Markup page, string? image, string side)
    {
        if (image is null) return;
        page.Open("figure", ("class", side)).Open("img", ("src", image), ("alt", side)).Element("figcaption", side).Close("figure");
    }

    private string? Read(string? file, string type)
    {
        if (file is null || options.Root.Length == 0) return null;
        try
        {
            var info = new FileInfo(Path.Combine(options.Root, file));
            if (!info.Exists || info.Length == 0 || info.Length > options.ImageBytes || info.Length > _left) return null;
            var bytes = File.ReadAllBytes(info.FullName);
            if (bytes.Length > options.ImageBytes || bytes.Length > _left) return null;
            _left -= bytes.Length;
            return $"data:{type};base64,{Convert.ToBase64String(bytes)}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Type(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".gif" => "image/gif",
        ".webp" => "image/webp",
        ".svg" => "image/svg+xml",
        ".avif" => "image/avif",
        ".bmp" => "image/bmp",
        _ => null,
    };
}
