using System.Text.Json.Serialization;
using Kptn.Testing.Comparing.Settings;

namespace Kptn.Testing.Comparing;

/// <summary>What changed, in the terms of one kind of file. Counts are exact; samples are bounded by <see cref="SampleLimits"/>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TableDiff), "table")]
[JsonDerivedType(typeof(JsonDiff), "json")]
[JsonDerivedType(typeof(TextDiff), "text")]
[JsonDerivedType(typeof(BinaryDiff), "binary")]
[JsonDerivedType(typeof(FolderDiff), "folder")]
public abstract record DiffDetail;
