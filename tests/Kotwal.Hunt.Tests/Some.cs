using Kotwal.Hunt.Sql;
using Kotwal.Hunt.Tests.Running;

namespace Kotwal.Hunt.Tests;

/// <summary>Makes what does not matter.</summary>
internal static class Some
{
    public static SqlOptions Options { get; } = new(Rows.Now);

    public static HuntQuery Hunt(string text)
    {
        var read = HuntQuery.Parse(text);
        Assert.True(read.IsRead, $"{text}: {read.Error}");
        return read.Query;
    }

    public static SqlQuery Query(string text, HuntSchema? schema = null, int? maxRows = null)
    {
        var translation = SqlTranslator.Translate(Hunt(text), schema ?? TestSchema.Open, Options with { MaxRows = maxRows });
        Assert.True(translation.IsTranslated, $"{text}: {translation.Error}");
        return translation.Query;
    }

    public static SqlTranslation Translation(string text, SqlDialect dialect, int? maxRows = null) =>
        SqlTranslator.Translate(Hunt(text), TestSchema.Open, Options with { MaxRows = maxRows, Dialect = dialect });

    /// <summary>The error of a hunt, in reading or in its meaning.</summary>
    public static HuntError Error(string text, HuntSchema? schema = null)
    {
        var read = HuntQuery.Parse(text);
        var error = read.IsRead ? SqlTranslator.Translate(read.Query, schema ?? TestSchema.Open, Options).Error : read.Error;
        Assert.NotNull(error);
        return error;
    }
}
