using System.Security.Cryptography;
using System.Text;

namespace Kptn.Testing.Rendering.Html;

/// <summary>The page's own style and script, and the policy that lets the browser use these and nothing else.</summary>
internal sealed class PageAssets
{
    private PageAssets(string style, string script) => (Style, Script) = (style, script);

    /// <summary>CSS.</summary>
    public string Style { get; }

    /// <summary>JavaScript.</summary>
    public string Script { get; }

    /// <summary>A content security policy: no network, no script but ours even where data became markup.</summary>
    public string Policy => $"default-src 'none'; img-src data:; style-src '{Hash(Style)}'; script-src '{Hash(Script)}'; base-uri 'none'; form-action 'none'";

    /// <summary>Reads them from the library.</summary>
    public static PageAssets Read() => new(Read("page.diff.css") + Read("page.css"), Read("page.js"));

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Read(string name)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream(typeof(PageAssets), name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
