using System.Text.Json.Serialization;
using Kptn.Testing.Comparing;

namespace Kptn.Testing.Rendering.Json;

/// <summary>How reports are written: snake_case, names of enums likewise, what is null left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    WriteIndented = true,
    Converters =
    [
        typeof(ColumnChangeConverter),
        typeof(SnakeCaseEnum<TestStatus>),
        typeof(SnakeCaseEnum<DiffKind>),
        typeof(SnakeCaseEnum<CompareMode>),
        typeof(SnakeCaseEnum<RowMatching>),
        typeof(SnakeCaseEnum<ColumnType>),
        typeof(SnakeCaseEnum<JsonChangeKind>),
    ])]
[JsonSerializable(typeof(ReportDocument))]
[JsonSerializable(typeof(OutputDiff))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;
