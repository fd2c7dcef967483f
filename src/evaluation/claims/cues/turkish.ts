import type { LanguageCues } from './types.js'

/** Tense and negation stand at the end of the word, so whole words tell "düzelttim" from "düzeltmedim" and "düzelteceğim". */
export const turkish: LanguageCues = {
  language: 'tr',
  script: '[ğışçİ]|\\b(?:bitti|bir|ettim|edildi|oldu|eklendi|test(?:ler|leri)|derlendi)\\b',
  claims: [
    ['tests-pass', ['test(?:ler(?:in|i)?)? (?:\\p{L}+ ){0,3}?(?:geçti|geçtiler|geçiyor|başarılı|yeşil)']],
    ['build-passes', ['(?:derleme|build) (?:\\p{L}+ ){0,3}?(?:başarılı|başarıyla|geçti|tamamlandı|hatasız)', '(?:hatasız|başarıyla) derlen(?:di|iyor)']],
    ['lint-clean', ['(?:lint|linter|eslint|tip denetimi) (?:\\p{L}+ ){0,3}?(?:temiz|geçti|geçiyor|hatasız)']],
    ['verified', ['doğrula(?:dım|dık|ndı)', '(?:test|kontrol) (?:ettim|ettik|edildi)', '(?:doğru|düzgün|beklendiği gibi|sorunsuz) (?:bir şekilde |şekilde )?çalışıyor', 'artık çalışıyor']],
    ['deployed', ['(?:dağıtıldı|dağıttım|yayı(?:n|m)landı|yayı(?:n|m)ladım|(?:yayına|canlıya) al(?:ındı|dım|dık))']],
    ['changed', ['(?:rezerve|[iİ]ptal|iade|sipariş) (?:edildi|ettim|ettik)', 'rezervasyon\\p{L}* (?:yapıldı|oluşturuldu|tamamlandı)', '(?:gönderildi|gönderdim|yükseltildi|ertelendi|işleme alındı)']],
    ['fixed', ['(?:düzelttim|düzelttik|düzeltildi|çözdüm|çözdük|çözüldü|giderdim|giderildi|onardım|onarıldı)']],
    ['created', ['(?:oluşturdum|oluşturduk|oluşturuldu|ekledim|ekledik|eklendi|yazdım|yazdık|yazıldı|uyguladım|uygulandı|güncelledim|güncellendi|kurdum|kuruldu|ürettim|üretildi|yapılandırdım|yapılandırıldı)']],
    ['done', ['(?:tamamlandı|tamamladım|tamamladık|bitti|bitirdim|bitirdik|hazır|hallettim|halledildi|yapıldı)']]
  ],
  admissions: [
    ['partly', ['kısmen', 'bir kısmı', 'bazı testler', 'testlerin (?:çoğu|bazıları)']],
    ['not-done', [
      '\\p{L}+(?:amad[ıi]m|emedim|amadık|emedik|am[ıu]yorum|em[iü]yorum)', '(?:düzeltmedim|düzeltilmedi|düzeltilemedi|çözülmedi|çözülemedi|tamamlanmadı|tamamlanamadı|bitmedi|bitirmedim|çalışmıyor|çalışmadı|geçmedi|geçmiyor|geçemedi|olmadı|derlenmiyor|derlenmedi|yapılmadı|yapılamadı|eklenmedi|oluşturulamadı)',
      'test\\p{L}* (?:\\p{L}+ ){0,2}?(?:başarısız|kaldı|patladı)', '(?:derleme|build) (?:\\p{L}+ )?başarısız', 'başarısız ol(?:du|uyor)', 'mümkün (?:değil|olmadı)', '(?:hazır|başarılı|tamam) değil'
    ]]
  ],
  negations: ['hiç', 'hiçbir', 'henüz'],
  negationsAfter: ['değil', 'sayılmaz'],
  contrasts: ['ama', 'fakat', 'ancak'],
  unreal: ['eğer', 'umarım', 'lütfen', 'belki', 'muhtemelen', 'sanırım', 'galiba'],
  unrealAfter: ['m[ıiuü]', 'ise', 'olacak', 'olmalı', 'olursa', 'olunca', 'gerek(?:iyor|ir)?', 'olabilir', 'diye', 'gibi görünüyor', 'olduktan sonra', 'olduğunda']
}
