using System.Text.Json;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Languages.Python;

/// <summary>
/// Reads facts as facts.py writes them: <c>[strings, whole, init, initRefs, initNames, loads, stars, mainRefs, all, units]</c>, or
/// <c>{"error": [line, column, message]}</c>. Names are indexes into the strings.
/// </summary>
internal ref struct PythonFactsParser
{
    private Utf8JsonReader _reader;
    private string[] _strings;

    private PythonFactsParser(ReadOnlySpan<byte> json)
    {
        _reader = new Utf8JsonReader(json);
        _strings = [];
    }

    /// <summary>Reads facts; <see langword="null"/> where they are damaged.</summary>
    public static PythonFacts? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return new PythonFactsParser(json).Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or IndexOutOfRangeException or ArgumentException)
        {
            return null;
        }
    }

    private PythonFacts Read()
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.StartObject)
        {
            Expect(JsonTokenType.PropertyName);
            Expect(JsonTokenType.StartArray);
            var error = new PythonSyntaxError(Int(), Int(), Text());
            return new PythonFacts { Error = error, IsRaw = true };
        }

        Require(JsonTokenType.StartArray);
        _strings = Strings();
        return new PythonFacts
        {
            Whole = Hash(),
            Init = Hash(),
            InitRefs = Refs(),
            InitNames = Names()!,
            Loads = Refs(),
            Stars = Stars(),
            MainRefs = Refs(),
            All = Names(),
            Units = Units(),
        };
    }

    private string[] Strings()
    {
        var strings = new List<string>();
        Expect(JsonTokenType.StartArray);
        while (Next()) strings.Add(_reader.GetString()!);
        return [.. strings];
    }

    private Hash256 Hash()
    {
        var hex = Text();
        return hex.Length == 0 ? default : Hash256.Parse(hex);
    }

    private string[]? Names()
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.Null) return null;
        Require(JsonTokenType.StartArray);
        return NamesToEnd();
    }

    private string[] NamesToEnd()
    {
        if (!Next()) return [];
        var first = _strings[_reader.GetInt32()];
        if (!Next()) return [first];
        var names = new List<string> { first };
        do names.Add(_strings[_reader.GetInt32()]);
        while (Next());
        return [.. names];
    }

    private PythonRef[] Refs()
    {
        Expect(JsonTokenType.StartArray);
        if (!Next()) return [];
        var refs = new List<PythonRef>();
        do refs.Add(Ref());
        while (Next());
        return [.. refs];
    }

    private PythonRef Ref()
    {
        Require(JsonTokenType.StartArray);
        var kind = (PythonRefKind)Int();
        switch (kind)
        {
            case PythonRefKind.Global:
                return new PythonRef(kind, 0, _strings[Int()], NamesToEnd());
            case PythonRefKind.Use or PythonRefKind.Load or PythonRefKind.Whole or PythonRefKind.Package:
                return new PythonRef(kind, Int(), _strings[Int()], NamesToEnd());
            default:
                var line = Next() ? _reader.GetInt32() : 0;
                if (line != 0) Next();
                return new PythonRef(kind, line, "", []);
        }
    }

    private PythonRef[] Stars()
    {
        var stars = new List<PythonRef>();
        Expect(JsonTokenType.StartArray);
        while (Next())
        {
            Require(JsonTokenType.StartArray);
            stars.Add(new PythonRef(PythonRefKind.Whole, Int(), _strings[Int()], []));
            Expect(JsonTokenType.EndArray);
        }

        return [.. stars];
    }

    private PythonUnit[] Units()
    {
        var units = new List<PythonUnit>();
        Expect(JsonTokenType.StartArray);
        while (Next())
        {
            Require(JsonTokenType.StartArray);
            units.Add(new PythonUnit((PythonUnitKind)Int(), Names()!, Hash(), Refs(), Refs(), Refs(), (PythonUnitFlags)Int(), Names()!, Signature()));
            Expect(JsonTokenType.EndArray);
        }

        return [.. units];
    }

    private CodeSignature? Signature()
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.Null) return null;
        var acceptsAny = Int() != 0;
        var parameters = new List<CodeParameter>();
        Expect(JsonTokenType.StartArray);
        while (Next())
        {
            parameters.Add(new CodeParameter(_strings[Int()], Int() != 0, Int() != 0));
            Expect(JsonTokenType.EndArray);
        }

        Expect(JsonTokenType.EndArray);
        return new CodeSignature(parameters, acceptsAny);
    }

    private bool Next()
    {
        if (!_reader.Read()) throw new JsonException();
        return _reader.TokenType != JsonTokenType.EndArray;
    }

    private int Int()
    {
        _reader.Read();
        return _reader.GetInt32();
    }

    private string Text()
    {
        _reader.Read();
        return _reader.GetString() ?? "";
    }

    private void Expect(JsonTokenType type)
    {
        _reader.Read();
        Require(type);
    }

    private readonly void Require(JsonTokenType type)
    {
        if (_reader.TokenType != type) throw new JsonException();
    }
}
