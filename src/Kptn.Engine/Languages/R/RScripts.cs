using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Languages.R;

/// <summary>Scripts as they are on disk, each looked at once; what was learnt of them before is not learnt again.</summary>
internal sealed class RScripts(CodeContext context)
{
    private readonly Dictionary<string, RFile?> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<Hash256, (RForm Form, string Note)> _forms = [];
    private readonly Dictionary<Hash256, RText> _texts = [];

    /// <summary>A script, or <see langword="null"/> where there is none that can be read.</summary>
    /// <param name="path">Absolute path.</param>
    public RFile? Load(string path)
    {
        if (_files.TryGetValue(path, out var known)) return known;
        try
        {
            return _files[path] = Read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return _files[path] = null;
        }
    }

    /// <summary>The normalised form of a script and which normaliser made it.</summary>
    public (RForm Form, string Note) Form(RFile file) => _forms[file.Content];

    /// <summary>Makes the forms of scripts known; R is started where it has not read one of them, and is there.</summary>
    public async Task NormaliseAsync(IEnumerable<RFile> files, CancellationToken cancellation)
    {
        var unread = new List<(RFile File, RText Text)>();
        foreach (var file in files)
        {
            if (_forms.ContainsKey(file.Content)) continue;
            if (context.Facts.Get(RForm.Parser, file.Content) is { } parsed) _forms[file.Content] = (RForm.FromFacts(parsed), "r parser");
            else if (HasNoParser(file) && context.Facts.Get(RForm.Tokens, file.Content) is { } tokens) _forms[file.Content] = (RForm.FromFacts(tokens), "r tokens");
            else if (Text(file) is not { } text) _forms[file.Content] = (new RForm(default, new RSyntaxError("the file changed while it was read", 1, 1)), "");
            else if (text.Text.IndexOf('\0', StringComparison.Ordinal) is var nul && nul >= 0) Keep(file, text, BinaryFile(text, nul));
            else
            {
                unread.Add((file, text));
                _forms[file.Content] = default;
            }
        }

        _texts.Clear();
        if (unread.Count == 0) return;
        var rscript = context.Interpreters.Rscript;
        var forms = rscript is not null
            ? await new RParserProcess(context).ReadAsync(rscript, [.. unread.Select(u => u.Text)], cancellation).ConfigureAwait(false)
            : new RForm?[unread.Count];
        for (var i = 0; i < forms.Length; i++)
        {
            if (rscript is not null && forms[i] is null) context.Facts.Put(RForm.Declined, unread[i].File.Content, []);
            Keep(unread[i].File, unread[i].Text, forms[i]);
        }
    }

    private bool HasNoParser(RFile file) => context.Interpreters.Rscript is null || context.Facts.Get(RForm.Declined, file.Content) is not null;

    private void Keep(RFile file, RText text, RForm? parsed)
    {
        var (normaliser, note) = parsed is null ? (RForm.Tokens, "r tokens") : (RForm.Parser, "r parser");
        var form = parsed ?? ByTokens(text);
        if (form.Error is { } error) form = form with { Error = Place(error, text) };

        context.Facts.Put(normaliser, file.Content, form.ToFacts());
        _forms[file.Content] = (form, note);
    }

    // Where the text ends is not where the mistake is: the bracket that was left open is.
    private static RSyntaxError Place(RSyntaxError error, RText text)
    {
        var atEnd = error.Message.Contains("end of input", StringComparison.Ordinal) || error.Message.Contains("INCOMPLETE_STRING", StringComparison.Ordinal);
        if (error.Line > 0 && !atEnd) return error;
        if (RLexer.Split(text.Text).Error is not { } own) return error with { Line = Math.Max(1, error.Line), Column = Math.Max(1, error.Column) };
        return new RSyntaxError(atEnd ? own.Message : error.Message, own.Line, own.Column);
    }

    private static RForm BinaryFile(RText text, int nul) =>
        new(default, new RSyntaxError("a NUL byte, which no R script can hold", 1 + text.Text.AsSpan(0, nul).Count('\n'), 1));

    private static RForm ByTokens(RText text)
    {
        var (tokens, error) = RLexer.Split(text.Text);
        if (error is not null) return new RForm(default, error);
        var canonical = RNormaliser.Write(tokens);
        var isAscii = System.Text.Ascii.IsValid(canonical);
        return new RForm(Hash256.Of($"{RForm.Tokens}\n{text.Mark(isAscii)}{canonical}"), null);
    }

    private RFile? Read(string path)
    {
        if (context.Files.Hash(path) is not { } hashed) return null;
        if (context.Facts.Get(RSources.Normaliser, hashed.Hash) is { } facts) return new RFile(path, hashed.Hash, RSources.FromFacts(facts));
        var bytes = File.ReadAllBytes(path);
        var content = Hash256.Of(bytes);
        var text = RText.Decode(bytes);
        var (tokens, error) = RLexer.Split(text.Text);
        var sources = RSourceFinder.Find(text.Text, tokens, error is null);
        context.Facts.Put(RSources.Normaliser, content, sources.ToFacts());
        _texts[content] = text;
        return new RFile(path, content, sources);
    }

    // Facts are kept by content: what is read now must be what was hashed before.
    private RText? Text(RFile file)
    {
        if (_texts.TryGetValue(file.Content, out var text)) return text;
        try
        {
            var bytes = File.ReadAllBytes(file.Path);
            return Hash256.Of(bytes) == file.Content ? RText.Decode(bytes) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
