using System.Text.Json.Serialization;
using Kptn.Testing.Comparing;
using Kptn.Testing.Rendering.Json;

namespace Kptn.Testing.Snapshots.Manifests;

/// <summary>Reads manifests without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    Converters = [typeof(SnakeCaseEnum<CompareMode>), typeof(SnakeCaseEnum<ColumnType>)])]
[JsonSerializable(typeof(ManifestDocument))]
internal sealed partial class ManifestJsonContext : JsonSerializerContext;
