using System.Globalization;
using System.Text;
using Kotwal.Hunt;
using Kotwal.Hunt.Sql;
using Kotwal.Lake.Columns;
using Kotwal.Lake.DuckDb;
using Kotwal.Lake.Manifest;

namespace Kotwal.Lake.Retention;

/// <summary>
/// Writes which whole rows of some segments a hunt means, as a condition of SQL over the columns as they stand in the files. The hunt
/// itself runs below as any hunt does and says ids; so there is no second reading of its words.
/// </summary>
internal sealed class HoldRows
{
    private readonly string folder;
    private readonly IReadOnlyCollection<Segment> segments;
    private readonly StringBuilder condition = new();

    /// <param name="folder">Full path of the lake's folder.</param>
    /// <param name="segments">The segments.</param>
    public HoldRows(string folder, IReadOnlyCollection<Segment> segments) => (this.folder, this.segments) = (folder, segments);

    /// <summary>Values of <c>$1</c> and following.</summary>
    public IReadOnlyList<object> Parameters { get; private set; } = [];

    /// <summary>Adds the rows that a hunt means.</summary>
    /// <exception cref="FormatException">The hunt has no meaning over events.</exception>
    public HoldRows Or(HuntQuery hunt, DateTimeOffset now)
    {
        var sql = Translate(hunt, now, SegmentRelation.Of(folder, SegmentChoice.All(segments), null, null, null), Parameters);
        Parameters = sql.Parameters;

        // Columns of a hunt's SQL are called by their place; the name of the relation keeps it from meaning a column of the rows outside.
        var id = sql.Columns.Index().First(column => column.Item.Name == LakeColumns.Id).Index;
        condition.Append(condition.Length > 0 ? " OR " : "")
            .Append(CultureInfo.InvariantCulture, $"\"{LakeColumns.Id}\" IN (SELECT meant.c{id} FROM ({sql.Text}) AS meant)");
        return this;
    }

    /// <summary>Counts the rows of segments that one hunt means, without reading more of them than the hunt needs.</summary>
    /// <exception cref="FormatException">The hunt has no meaning over events.</exception>
    public static DuckDbStatement CountOf(string folder, IReadOnlyCollection<Segment> segments, HuntQuery hunt, DateTimeOffset now)
    {
        var sql = Translate(hunt, now, SegmentRelation.Of(folder, SegmentChoice.All(segments), null, null, null), []);
        return new($"SELECT count(*) FROM ({sql.Text})", sql.Parameters, 1, long.MaxValue);
    }

    /// <summary>What a hunt says of the events that it means, by which segments can be left unread.</summary>
    public static HuntFacts? FactsOf(HuntQuery hunt, DateTimeOffset now) =>
        Translate(hunt, now, "events", []).Tables.GetValueOrDefault(LakeHuntTable.Instance.Name);

    /// <summary>Counts them.</summary>
    public DuckDbStatement Count() => new($"SELECT count(*) FROM {Rows()}", Parameters, 1, long.MaxValue);

    /// <summary>Copies them into a new segment, as they are.</summary>
    public DuckDbStatement CopyTo(string path) => new(
        $"COPY (SELECT * FROM {Rows()}) TO {DuckDbSession.Quote(path)} {Parquet.SegmentSchema.CopyOptions}", Parameters, 1, long.MaxValue);

    /// <exception cref="FormatException">The hold's hunt is none, does more than filter, or has no meaning over events.</exception>
    public static void Require(Hold hold) => Translate(hold.ToHunt(), hold.MadeAt, "events", []);

    private static SqlQuery Translate(HuntQuery hunt, DateTimeOffset now, string source, IReadOnlyList<object> taken)
    {
        var options = new SqlOptions(now)
        {
            Sources = new Dictionary<string, string> { [LakeHuntTable.Instance.Name] = source },
            SourceParameters = taken,
        };
        var translation = SqlTranslator.Translate(hunt, LakeHuntTable.Schema, options);
        return translation.Query ?? throw new FormatException(translation.Error!.ToString());
    }

    private string Rows() => $"{SegmentRelation.Whole(folder, segments)} WHERE {condition}";
}
