package dev.lakehouse.medallion;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may depend on what, and which calls only some of the three runtimes would take. */
class ArchitectureTest {

  private static final String ROOT = "dev.lakehouse.medallion";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  private static final Set<String> FORBIDDEN_METHODS =
      Set.of(
          "rdd",
          "javaRDD",
          "toJavaRDD",
          "sparkContext",
          "cache",
          "persist",
          "checkpoint",
          "localCheckpoint",
          "foreach",
          "foreachPartition",
          "foreachBatch",
          "map",
          "flatMap",
          "mapPartitions",
          "groupByKey",
          "reduce",
          "udf",
          "createGlobalTempView",
          "createOrReplaceGlobalTempView");

  private static final Set<String> DEFAULT_TYPING =
      Set.of(
          "enableDefaultTyping",
          "enableDefaultTypingAsProperty",
          "activateDefaultTyping",
          "activateDefaultTypingAsProperty",
          "setDefaultTyping",
          "polymorphicTypeValidator");

  private static final Set<String> SETTINGS_ON_SERVERLESS =
      Set.of(
          "spark.sql.shuffle.partitions",
          "spark.sql.session.timeZone",
          "spark.sql.ansi.enabled",
          "spark.sql.files.maxPartitionBytes",
          "spark.sql.legacy.timeParserPolicy",
          "spark.databricks.execution.timeout");

  private static final Pattern SETTING = Pattern.compile("spark\\.[a-z]+\\.[a-zA-Z.]+[a-zA-Z]");
  private static final Pattern PLACE =
      Pattern.compile("(?i)databricks|/Volumes|cloudFiles|local\\[|spark\\.master");

  private static final ArchRule NO_FORBIDDEN_CALL =
      noClasses()
          .should()
          .accessTargetWhere(
              describe("a call of Spark that serverless forbids", ArchitectureTest::isForbidden))
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.spark.rdd..",
              "org.apache.spark.api.java..",
              "org.apache.spark.sql.api.java..",
              "org.apache.spark.sql.catalyst..",
              "org.apache.spark.sql.execution..",
              "io.delta..",
              "scala..");

  private static final ArchRule NO_ENVIRONMENT =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".platform..")
          .should()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "exit", int.class);

  /** What turns data into objects of any class, or into a program. */
  private static final ArchRule NO_DATA_BECOMES_CODE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectInputStream")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.beans.XMLDecoder")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.lang.ProcessBuilder")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "javax.script..", "javax.naming..", "java.rmi..", "javax.management..")
          .orShould()
          .accessTargetWhere(
              describe("a process, a class or a type named by data", ArchitectureTest::isOpenDoor))
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("com.fasterxml.jackson.annotation.JsonTypeInfo")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("com.fasterxml.jackson.databind.jsontype..");

  /** A lakehouse may lie in a store that only Spark can reach. */
  private static final ArchRule NO_LOCAL_FILES =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(ROOT + ".contract.Location")
          .and()
          .doNotHaveFullyQualifiedName(ROOT + ".platform.Folders")
          // Look at folders of this machine only.
          .and()
          .doNotHaveFullyQualifiedName(ROOT + ".platform.FolderListing")
          .and()
          .doNotHaveFullyQualifiedName(ROOT + ".platform.FolderSize")
          // Only files of this machine can be locked.
          .and()
          .doNotHaveFullyQualifiedName(ROOT + ".platform.FileTurn")
          // A log that Spark cannot read is looked at without it.
          .and()
          .doNotHaveFullyQualifiedName(ROOT + ".platform.TableLog")
          // What this process puts aside.
          .and()
          .doNotHaveFullyQualifiedName(ROOT + ".platform.Scratch")
          // What a user has typed is kept on the machine on which it was typed.
          .and()
          .doNotHaveFullyQualifiedName(ROOT + ".platform.StateFile")
          // Spark writes folders, not files.
          .and()
          .doNotHaveFullyQualifiedName(ROOT + ".platform.WholeFile")
          // Looks before Spark is started, and only where all lies on this machine.
          .and()
          .haveNameNotMatching(ROOT + "\\.platform\\.UpToDateCheck.*")
          // Writes what Spark cannot write, and refuses what is not of this machine.
          .and()
          .doNotHaveFullyQualifiedName(ROOT + ".stage.HostileFolder")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.File");

  /** To make a column is to parse: Spark opens its log, before it is said where that lies. */
  private static final ArchRule NO_COLUMN_BEFORE_THE_SESSION =
      noFields()
          .that()
          .areStatic()
          .should()
          .haveRawType(Column.class)
          .orShould()
          .haveRawType(Column[].class);

  @Test
  void noColumnIsMadeBeforeTheSession() {
    NO_COLUMN_BEFORE_THE_SESSION.check(MAIN);
  }

  @ParameterizedTest
  @ValueSource(classes = {HoldsAColumn.class, HoldsColumns.class})
  void columnThatAClassHoldsIsFound(Class<?> offender) {
    JavaClasses classes = new ClassFileImporter().importClasses(offender);
    assertThatThrownBy(() -> NO_COLUMN_BEFORE_THE_SESSION.check(classes))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void noDataBecomesCode() {
    NO_DATA_BECOMES_CODE.check(MAIN);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        ReadsObjects.class,
        DecodesXml.class,
        RunsAProcess.class,
        BuildsAProcess.class,
        Evaluates.class,
        LoadsAClass.class,
        TypesByDefault.class
      })
  void dataThatBecomesCodeIsFound(Class<?> offender) {
    JavaClasses classes = new ClassFileImporter().importClasses(offender);
    assertThatThrownBy(() -> NO_DATA_BECOMES_CODE.check(classes))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void onlyFoldersOfThisMachineAreUsedWithoutSpark() {
    NO_LOCAL_FILES.check(MAIN);
  }

  @Test
  void fileOfThisMachineIsFound() {
    JavaClasses classes = new ClassFileImporter().importClasses(UsesAFile.class);
    assertThatThrownBy(() -> NO_LOCAL_FILES.check(classes)).isInstanceOf(AssertionError.class);
  }

  @Test
  void noClassMakesACallThatServerlessForbids() {
    NO_FORBIDDEN_CALL.check(MAIN);
  }

  @ParameterizedTest
  @ValueSource(classes = {CallsRdd.class, CallsCache.class, ShipsALambda.class})
  void forbiddenCallIsFound(Class<?> offender) {
    JavaClasses classes = new ClassFileImporter().importClasses(offender);
    assertThatThrownBy(() -> NO_FORBIDDEN_CALL.check(classes)).isInstanceOf(AssertionError.class);
  }

  @Test
  void onlyTheLocalSessionMakesSettingsThatServerlessForbids() {
    for (JavaClass type : MAIN) {
      if (!type.getSimpleName().equals("LocalSession")) {
        assertThat(found(SETTING, type))
            .as(type.getName())
            .filteredOn(setting -> !setting.startsWith("spark.sql.functions"))
            .isSubsetOf(SETTINGS_ON_SERVERLESS);
      }
    }
    assertThat(found(SETTING, MAIN.get(ROOT + ".platform.LocalSession"))).isNotEmpty();
  }

  @Test
  void onlyThePlatformKnowsWhereItRuns() {
    NO_ENVIRONMENT.check(MAIN);
    for (JavaClass type : MAIN) {
      if (!type.getPackageName().equals(ROOT + ".platform")) {
        assertThat(found(PLACE, type)).as(type.getName()).isEmpty();
      }
    }
    assertThat(found(PLACE, MAIN.get(ROOT + ".platform.DatabricksPlatform"))).isNotEmpty();
  }

  @Test
  void readingTheEnvironmentElsewhereIsFound() {
    JavaClasses classes = new ClassFileImporter().importClasses(ReadsEnvironment.class);
    assertThatThrownBy(() -> NO_ENVIRONMENT.check(classes)).isInstanceOf(AssertionError.class);
  }

  @Test
  void dependenciesPointOneWay() {
    only("contract", "contract");
    only("orders", "orders", "contract");
    only("customers", "customers", "contract");
    only("transform", "transform", "contract");
    only("platform", "platform", "contract");
    only("lakehouse", "lakehouse", "platform", "contract");
    only("ledger", "ledger", "lakehouse", "contract");
    only("key", "key", "transform", "ledger", "lakehouse", "contract");
    only("stage", "stage", "key", "transform", "ledger", "lakehouse", "platform", "contract");
    only("verify", "verify", "transform", "ledger", "lakehouse", "platform", "contract");
    only("trace", "trace", "transform", "lakehouse", "contract");
    only("report", "report", "ledger", "lakehouse", "contract");
    // What is shown knows nothing of where it was read.
    only("report.page", "report.page", "report.template", "contract");
    only("voice", "voice", "ledger", "lakehouse", "contract");
    only("terminal", "terminal", "voice", "stage", "platform", "ledger", "lakehouse", "contract");
  }

  /** They are not in the JAR for clusters, and so are touched only where they are known to be. */
  @Test
  void onlyATerminalNeedsTheLibrariesForIt() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".terminal..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.jline..", "me.tongfei..")
        .check(MAIN);
  }

  @Test
  void dependencyTheOtherWayIsFound() {
    assertThatThrownBy(() -> only("stage", "stage")).isInstanceOf(AssertionError.class);
  }

  private static void only(String from, String... targets) {
    String[] allowed = new String[targets.length];
    for (int i = 0; i < targets.length; i++) {
      allowed[i] = ROOT + "." + targets[i] + "..";
    }
    noClasses()
        .that()
        .resideInAPackage(ROOT + "." + from + "..")
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage(ROOT + "..")
                .and(JavaClass.Predicates.resideOutsideOfPackages(allowed)))
        .check(MAIN);
  }

  private static boolean isOpenDoor(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getTarget().getName();
    return owner.equals("java.lang.Runtime") && name.equals("exec")
        || owner.equals("java.lang.Class") && name.equals("forName")
        || owner.startsWith("com.fasterxml.jackson.") && DEFAULT_TYPING.contains(name);
  }

  private static boolean isForbidden(JavaAccess<?> access) {
    return access.getTargetOwner().getName().startsWith("org.apache.spark.")
        && FORBIDDEN_METHODS.contains(access.getTarget().getName());
  }

  /** The strings of a compiled class that match; names and texts alike stand in it as they are. */
  private static Set<String> found(Pattern pattern, JavaClass type) {
    Set<String> found = new TreeSet<>();
    String resource = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream bytes = ArchitectureTest.class.getResourceAsStream(resource)) {
      Matcher matcher =
          pattern.matcher(new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1));
      while (matcher.find()) {
        found.add(matcher.group());
      }
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
    return found;
  }

  /** What the rules have to find. */
  static final class UsesAFile {
    static boolean of(String path) {
      return java.nio.file.Files.exists(java.nio.file.Path.of(path));
    }
  }

  static final class ReadsObjects {
    static Object of(InputStream bytes) throws IOException, ClassNotFoundException {
      return new java.io.ObjectInputStream(bytes).readObject();
    }
  }

  static final class DecodesXml {
    static Object of(InputStream bytes) {
      return new java.beans.XMLDecoder(bytes).readObject();
    }
  }

  static final class RunsAProcess {
    static Object of(String command) throws IOException {
      return Runtime.getRuntime().exec(new String[] {command});
    }
  }

  static final class BuildsAProcess {
    static Object of(String command) throws IOException {
      return new ProcessBuilder(command).start();
    }
  }

  static final class Evaluates {
    static Object of(String script) throws javax.script.ScriptException {
      return new javax.script.ScriptEngineManager().getEngineByName("js").eval(script);
    }
  }

  static final class LoadsAClass {
    static Object of(String name) throws ClassNotFoundException {
      return Class.forName(name);
    }
  }

  static final class TypesByDefault {
    static Object of(com.fasterxml.jackson.databind.ObjectMapper json) {
      return json.activateDefaultTyping(json.getPolymorphicTypeValidator());
    }
  }

  static final class HoldsAColumn {
    static final Column KEY = functions.col("order_id");
  }

  static final class HoldsColumns {
    static final Column[] KEYS = {functions.col("order_id")};
  }

  static final class CallsRdd {
    static Object of(Dataset<Row> rows) {
      return rows.javaRDD();
    }
  }

  static final class CallsCache {
    static Dataset<Row> of(Dataset<Row> rows) {
      return rows.cache();
    }
  }

  static final class ShipsALambda {
    static void register(SparkSession spark) {
      spark
          .udf()
          .register(
              "shout",
              (org.apache.spark.sql.api.java.UDF1<String, String>) String::toUpperCase,
              org.apache.spark.sql.types.DataTypes.StringType);
    }
  }

  static final class ReadsEnvironment {
    static String home() {
      return System.getenv("HOME");
    }
  }
}
