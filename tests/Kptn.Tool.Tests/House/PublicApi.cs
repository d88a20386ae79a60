using System.Reflection;
using System.Text;

namespace Kptn.Tool.Tests.House;

/// <summary>What an assembly offers to others, a line for each type and member.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // What the compiler adds to every record says nothing of its own.
    private static readonly string[] RecordMembers =
        ["Equals", "GetHashCode", "ToString", "op_Equality", "op_Inequality", "<Clone>$", "PrintMembers", "EqualityContract", "Deconstruct", "get_EqualityContract"];

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Head(type)).Append('\n');
            foreach (var line in Members(type).Order(StringComparer.Ordinal)) text.Append("    ").Append(line).Append('\n');
        }

        return text.Length == 0 ? "(nothing)" : text.ToString();
    }

    private static string Head(Type type)
    {
        var kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
            _ => $"{(type is { IsAbstract: true, IsSealed: true } ? "static " : type.IsAbstract ? "abstract " : type is { IsSealed: true, IsValueType: false } ? "sealed " : "")}{(IsRecord(type) ? "record " : "")}{(type.IsValueType ? "struct" : "class")}",
        };
        var above = type.GetInterfaces().Where(found => found.Namespace?.StartsWith("Kptn", StringComparison.Ordinal) == true || found == typeof(IDisposable) || found == typeof(IAsyncDisposable)).Select(Name).Order(StringComparer.Ordinal).ToList();
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum)) above.Insert(0, Name(parent));
        return $"{kind} {type.Namespace}.{Name(type)}{(above.Count > 0 ? " : " + string.Join(", ", above) : "")}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum) return Enum.GetNames(type).Select((name, i) => $"{Convert.ToInt64(Enum.GetValues(type).GetValue(i), null)} {name}");
        var isRecord = IsRecord(type);
        var constructors = type.GetConstructors(Declared).Where(IsVisible).Select(made => $"new({Parameters(made)})");
        var fields = type.GetFields(Declared).Where(field => field.IsPublic).Select(field => $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}");
        var properties = type.GetProperties(Declared)
            .Where(property => property.GetMethod is { } get && IsVisible(get) && !(isRecord && RecordMembers.Contains(property.Name)))
            .Select(property => $"{(property.GetMethod!.IsStatic ? "static " : "")}{Name(property.PropertyType)} {property.Name}{Indices(property)} {{ get;{Setter(property)} }}");
        var methods = type.GetMethods(Declared)
            .Where(method => IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) && !(isRecord && RecordMembers.Contains(method.Name)) && method.GetBaseDefinition().DeclaringType == method.DeclaringType)
            .Select(method => $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}{Generic(method)}({Parameters(method)})");
        return constructors.Concat(fields).Concat(properties).Concat(methods);
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", Declared) is not null;

    private static string Setter(PropertyInfo property)
    {
        if (property.SetMethod is not { } set || !IsVisible(set)) return "";
        return set.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? " init;" : " set;";
    }

    private static string Indices(PropertyInfo property) =>
        property.GetIndexParameters() is { Length: > 0 } indices ? $"[{string.Join(", ", indices.Select(Parameter))}]" : "";

    private static string Generic(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter) =>
        $"{(parameter.IsOut ? "out " : "")}{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + Default(parameter) : "")}";

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null => parameter.ParameterType.IsValueType ? "default" : "null",
        string text => $"\"{text}\"",
        bool value => value ? "true" : "false",
        var value => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };

    private static string Name(Type type)
    {
        if (type.IsByRef) return Name(type.GetElementType()!);
        if (type.IsArray) return Name(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } inner) return Name(inner) + "?";
        var name = type.IsNested && !type.IsGenericParameter ? $"{Name(type.DeclaringType!)}.{type.Name}" : type.Name;
        if (!type.IsGenericType) return Keyword(type) ?? name;
        return $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }

    private static string? Keyword(Type type) => type.IsEnum ? null : Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => "bool",
        TypeCode.Byte => "byte",
        TypeCode.Char => "char",
        TypeCode.Double => "double",
        TypeCode.Int32 => "int",
        TypeCode.Int64 => "long",
        TypeCode.String => "string",
        TypeCode.Object when type == typeof(object) => "object",
        _ when type == typeof(void) => "void",
        _ => null,
    };
}
