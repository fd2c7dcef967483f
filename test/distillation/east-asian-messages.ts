import { no, yes, type Labelled } from './labelled-messages.js'

/** Chinese, Japanese and Korean: rules, conventions and facts beside what only sounds like them. */
export const EAST_ASIAN: readonly Labelled[] = [
  yes('zh', '数据库迁移文件放在 `db/migrations` 目录下。', ['数据库迁移文件放在 `db/migrations` 目录下。', 'semantic']),
  yes('zh', '不对，我们这里从 release 分支部署。', ['我们这里从 release 分支部署。', 'semantic']),
  yes('zh', '提交代码前务必运行 `make lint`。', ['提交代码前务必运行 `make lint`。', 'procedural']),
  yes('zh', '所有提交信息必须用英文写。', ['所有提交信息必须用英文写。', 'procedural']),
  yes('zh', '请记住，测试数据库使用 5433 端口。', ['测试数据库使用 5433 端口。', 'semantic']),
  yes('zh', '没有我的同意不要安装新的依赖。', ['没有我的同意不要安装新的依赖。', 'procedural']),
  yes('zh', '我们已经不再使用 Redux，状态都在 Zustand 里。', ['我们已经不再使用 Redux，状态都在 Zustand 里。', 'semantic']),
  yes('zh', '这个项目用的是 Bun，不是 Node。', ['这个项目用的是 Bun，不是 Node。', 'semantic']),
  yes('zh', '我喜欢简洁的代码。以后不要再加表情符号。', ['我喜欢简洁的代码。', 'semantic'], ['以后不要再加表情符号。', 'procedural']),
  no('zh', '要是一直用 HTTPS 呢？'), no('zh', '也许我们应该用 Redis'), no('zh', '用第二个方案'), no('zh', '先这样吧'), no('zh', '文档说永远不要调用 close'), no('zh', '修复那个总是失败的测试'),
  no('zh', '辛苦了，谢谢'), no('zh', '我觉得我们没用这个函数'), no('zh', '我们的分支命名规则是什么？'), no('zh', '按钮应该是蓝色的'), no('zh', '运行一下测试'),

  yes('ja', 'マイグレーションは `db/migrations` にあります。', ['マイグレーションは `db/migrations` にあります。', 'semantic']),
  yes('ja', '違います、うちではreleaseブランチからデプロイします。', ['うちではreleaseブランチからデプロイします。', 'semantic']),
  yes('ja', 'コミットする前に必ず `make lint` を実行してください。', ['コミットする前に必ず `make lint` を実行してください。', 'procedural']),
  yes('ja', 'すべてのコミットメッセージは英語で書く必要があります。', ['すべてのコミットメッセージは英語で書く必要があります。', 'procedural']),
  yes('ja', 'テスト用のデータベースはポート5433で動いています。', ['テスト用のデータベースはポート5433で動いています。', 'semantic']),
  yes('ja', '許可なく新しいパッケージをインストールしないでください。', ['許可なく新しいパッケージをインストールしないでください。', 'procedural']),
  yes('ja', 'もうReduxは使っていません。状態管理はZustandです。', ['もうReduxは使っていません。', 'semantic'], ['状態管理はZustandです。', 'semantic']),
  yes('ja', 'このプロジェクトはNodeではなくBunを使っています。', ['このプロジェクトはNodeではなくBunを使っています。', 'semantic']),
  no('ja', 'もし常にHTTPSを使ったらどうなりますか？'), no('ja', 'Redisを使ったほうがいいかもしれません'), no('ja', '二番目の案でお願いします'), no('ja', 'とりあえずこのままでいいです'), no('ja', 'ドキュメントには絶対にcloseを呼ばないと書いてあります'),
  no('ja', 'いつも失敗するテストを修正してください'), no('ja', 'お疲れさまです、ありがとう'), no('ja', 'その関数は使っていないと思います'), no('ja', 'ブランチの命名規則は何ですか？'), no('ja', 'ボタンは青にしてください'), no('ja', 'テストを実行して'),

  yes('ko', '마이그레이션은 `db/migrations`에 있습니다.', ['마이그레이션은 `db/migrations`에 있습니다.', 'semantic']),
  yes('ko', '아니요, 우리는 release 브랜치에서 배포합니다.', ['우리는 release 브랜치에서 배포합니다.', 'semantic']),
  yes('ko', '커밋하기 전에 반드시 `make lint`를 실행하세요.', ['커밋하기 전에 반드시 `make lint`를 실행하세요.', 'procedural']),
  yes('ko', '모든 커밋 메시지는 영어로 작성해야 합니다.', ['모든 커밋 메시지는 영어로 작성해야 합니다.', 'procedural']),
  yes('ko', '참고로 테스트 데이터베이스는 5433 포트를 사용합니다.', ['테스트 데이터베이스는 5433 포트를 사용합니다.', 'semantic']),
  yes('ko', '허락 없이 새 패키지를 설치하지 마세요.', ['허락 없이 새 패키지를 설치하지 마세요.', 'procedural']),
  yes('ko', '더 이상 Redux를 쓰지 않습니다. 상태는 Zustand에 있어요.', ['더 이상 Redux를 쓰지 않습니다.', 'semantic'], ['상태는 Zustand에 있어요.', 'semantic']),
  yes('ko', '이 프로젝트는 Node가 아니라 Bun을 사용합니다.', ['이 프로젝트는 Node가 아니라 Bun을 사용합니다.', 'semantic']),
  no('ko', '항상 HTTPS를 쓰면 어떨까요?'), no('ko', 'Redis를 쓰는 게 좋을 것 같아요'), no('ko', '두 번째 방법으로 해 주세요'), no('ko', '일단 그대로 두세요'), no('ko', '문서에는 절대 close를 호출하지 말라고 적혀 있어요'),
  no('ko', '항상 실패하는 테스트를 고쳐 주세요'), no('ko', '수고하셨습니다, 감사합니다'), no('ko', '그 함수는 안 쓰는 것 같은데요'), no('ko', '브랜치 이름 규칙이 뭐예요?'), no('ko', '버튼은 파란색으로 해 주세요'), no('ko', '테스트를 돌려 봐')
]
